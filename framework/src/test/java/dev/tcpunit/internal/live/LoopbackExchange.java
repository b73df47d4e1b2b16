package dev.tcpunit.internal.live;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Real connections over loopback, complete when a method returns. */
public final class LoopbackExchange implements AutoCloseable {
  /** Below those that the kernel gives to clients: the lower port is guessed to be the server's. */
  private static final int LOWEST_PORT = 10_000;

  private static final int PORTS = 20_000;
  private static final int LONG_ENOUGH_SECONDS = 5;
  private static final AtomicInteger TAKEN = new AtomicInteger();

  private final ServerSocket server;

  public LoopbackExchange() throws IOException {
    server = listen(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  private static ServerSocket listen(InetAddress address) throws IOException {
    for (int attempts = 1; ; attempts++) {
      int port = LOWEST_PORT + TAKEN.getAndIncrement() % PORTS;
      try {
        return new ServerSocket(port, 50, address);
      } catch (BindException e) {
        if (attempts == PORTS) {
          throw e;
        }
      }
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Asks for a receive buffer of connections that are opened from now on. */
  public void receiveBufferSize(int bytes) throws IOException {
    server.setReceiveBufferSize(bytes);
  }

  /** Opens a connection; the server's side of it is accepted. */
  public Pair open() throws IOException {
    Socket client = new Socket(server.getInetAddress(), port());
    return new Pair(client, server.accept());
  }

  /** Sends bytes from the client to the server, and closes the client's side first. */
  public void upload(byte[] bytes) throws IOException {
    try (Pair pair = open()) {
      Thread writer = new Thread(() -> pair.send(bytes));
      writer.start();
      pair.server.getInputStream().readNBytes(bytes.length);
      join(writer);
      pair.client.close();
      pair.server.getInputStream().read();
      // Its close then waits for the ACK of its FIN, the last segment.
      pair.server.setSoLinger(true, LONG_ENOUGH_SECONDS);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Both ends of one connection. */
  public static final class Pair implements AutoCloseable {
    public final Socket client;
    public final Socket server;

    Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    public void send(byte[] bytes) {
      try {
        client.getOutputStream().write(bytes);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
