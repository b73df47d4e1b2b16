package dev.tcpunit.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Accepts connections on a free port and serves each on a thread of its own. A connection is closed
 * when its service returns, or when the server is closed.
 */
public final class Server implements AutoCloseable {
  private final ServerSocket listener;
  private final Service service;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Server(ServerSocket listener, Service service) {
    this.listener = listener;
    this.service = service;
  }

  /** What is done with a connection. */
  public interface Service {
    /**
     * Talks to a client.
     *
     * @param connection to it, which need not be closed
     * @throws IOException where the client is gone, and nobody waits for an answer
     */
    void serve(Socket connection) throws IOException;
  }

  /**
   * Starts a server.
   *
   * @param address where it listens
   * @param service what it does with each connection
   * @return the server, ready for connections
   * @throws IOException if no port can be had
   */
  public static Server start(InetAddress address, Service service) throws IOException {
    Server server = new Server(new ServerSocket(0, 50, address), service);
    server.run("server", server::accept);
    return server;
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Where images go.
   *
   * @return an http URI
   */
  public URI uri() {
    return uriAt(new InetSocketAddress(listener.getInetAddress(), port()));
  }

  /**
   * Where images go for a client that reaches the server by another address.
   *
   * @param address as the client sees the server
   * @return an http URI
   */
  public static URI uriAt(InetSocketAddress address) {
    String literal = address.getAddress().getHostAddress();
    String host = address.getAddress() instanceof Inet6Address ? "[" + literal + "]" : literal;
    return URI.create("http://" + host + ":" + address.getPort() + "/images");
  }

  /** Closes the listener and every connection, and waits for the threads to end. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
    List<Thread> running;
    synchronized (threads) {
      running = List.copyOf(threads);
    }
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        run("server-connection", () -> serve(connection));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      service.serve(connection);
    } catch (IOException e) {
      // The client aborted, or close() did: the connection is gone, and nobody waits for an answer.
    }
  }
}
