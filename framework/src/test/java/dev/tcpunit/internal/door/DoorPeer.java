package dev.tcpunit.internal.door;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A server and its clients, on either side of the wall. The first byte says what they do. */
final class DoorPeer {
  static final int LARGE = 16 * 1024 * 1024;
  private static final int MORE_THAN_BUFFERS = 200 * 1024 * 1024;
  private static final long STUCK_MILLIS = 500;

  private final BlockingQueue<String> results = new ArrayBlockingQueue<>(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  /** Inside: serves at a port, and is a client when told so by a line of what and where to. */
  public static void main(String[] args) throws Exception {
    new DoorPeer().serve(new ServerSocket(Integer.parseInt(args[0])));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      String result;
      try {
        result = client(words[0], words[1], Integer.parseInt(words[2]));
      } catch (IOException e) {
        result = e.toString();
      }
      System.out.println(result);
    }
  }

  void serve(ServerSocket server) {
    start(
        () -> {
          while (true) {
            Socket socket = server.accept();
            start(() -> serve(socket));
          }
        });
  }

  /** Waits until somebody has asked for a result. */
  void awaitAsked() throws InterruptedException {
    asked.await();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void start(Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (SocketException e) {
                // Closed by the test.
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) throws Exception {
    switch (socket.getInputStream().read()) {
      case 'e' -> echo(socket);
      case 'h' -> halfClose(socket);
      case 'r' -> awaitReset(socket);
      case 's' -> reset(socket);
      case 'b' -> readLate(socket);
      case 'g' -> {
        go.countDown();
        socket.close();
      }
      case 'q' -> {
        asked.countDown();
        answer(socket, results.take());
      }
      default -> throw new IllegalStateException("nothing is known of what to serve");
    }
  }

  private static void answer(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.close();
  }

  private static void echo(Socket socket) throws IOException {
    byte[] all = socket.getInputStream().readAllBytes();
    socket.getOutputStream().write(all);
    socket.close();
  }

  private void halfClose(Socket socket) throws Exception {
    socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
    socket.shutdownOutput();
    results.put("after its end: " + socket.getInputStream().readAllBytes().length);
    socket.close();
  }

  private void awaitReset(Socket socket) throws Exception {
    try {
      socket.getOutputStream().write(1);
      results.put("read " + socket.getInputStream().read());
    } catch (SocketException e) {
      results.put(e.getMessage());
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void readLate(Socket socket) throws Exception {
    go.await();
    answer(socket, "got " + (1 + socket.getInputStream().readAllBytes().length));
  }

  static String client(String what, String host, int port) throws IOException {
    return switch (what) {
      case "upload" -> upload(host, port, LARGE);
      case "parallel" -> parallel(host, port);
      case "half" -> half(host, port);
      case "reset" -> beResetOrReset(host, port);
      case "stuck" -> stuck(host, port);
      case "knock" -> knock(host, port);
      default -> exchange(host, port, what.getBytes(StandardCharsets.US_ASCII));
    };
  }

  private static String exchange(String host, int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends, ends its direction, and gets all back. */
  private static String upload(String host, int port, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    try (Socket socket = new Socket(host, port)) {
      OutputStream out = socket.getOutputStream();
      out.write('e');
      out.write(bytes);
      socket.shutdownOutput();
      byte[] back = socket.getInputStream().readAllBytes();
      return back.length + (Arrays.equals(back, bytes) ? " the same" : " others");
    }
  }

  private static String parallel(String host, int port) {
    List<String> results =
        IntStream.range(0, 50)
            .mapToObj(i -> new Uploading(host, port, 100_000 + i))
            .toList()
            .stream()
            .map(Uploading::result)
            .toList();
    return results.stream().filter(result -> result.endsWith(" the same")).count() + " of 50";
  }

  private static final class Uploading extends Thread {
    private final String host;
    private final int port;
    private final int length;
    private String result = "";

    Uploading(String host, int port, int length) {
      this.host = host;
      this.port = port;
      this.length = length;
      start();
    }

    @Override
    public void run() {
      try {
        result = upload(host, port, length);
      } catch (IOException e) {
        result = e.toString();
      }
    }

    String result() {
      try {
        join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return result;
    }
  }

  /** The server ends first; what the client sends then still arrives. */
  private static String half(String host, int port) throws IOException {
    String first;
    try (Socket socket = new Socket(host, port)) {
      socket.getOutputStream().write('h');
      first = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      socket.getOutputStream().write(new byte[1000]);
    }
    return first + ", " + exchange(host, port, new byte[] {'q'});
  }

  private static String beResetOrReset(String host, int port) throws IOException {
    Socket socket = new Socket(host, port);
    socket.getOutputStream().write('r');
    socket.getInputStream().read();
    reset(socket);
    return exchange(host, port, new byte[] {'q'});
  }

  private static String knock(String host, int port) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      String here = "" + socket.getLocalPort();
      try {
        return "read " + socket.getInputStream().read();
      } catch (SocketException e) {
        return e.getMessage() + " " + here;
      }
    }
  }

  /** Sends until nobody takes it; then has the server read. */
  private static String stuck(String host, int port) throws IOException {
    try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port))) {
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(new byte[] {'b'}));
      ByteBuffer bytes = ByteBuffer.allocate(MORE_THAN_BUFFERS);
      long last = System.nanoTime();
      while (bytes.hasRemaining() && System.nanoTime() - last < STUCK_MILLIS * 1_000_000) {
        last = channel.write(bytes) > 0 ? System.nanoTime() : last;
      }
      boolean stuck = bytes.hasRemaining();
      exchange(host, port, new byte[] {'g'});
      channel.configureBlocking(true);
      while (bytes.hasRemaining()) {
        channel.write(bytes); // which a signal ends before all is written
      }
      channel.shutdownOutput();
      String answer =
          new String(channel.socket().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean all = answer.equals("got " + (1 + MORE_THAN_BUFFERS));
      return (stuck ? "stuck" : "all taken") + ", then " + (all ? "all" : answer);
    }
  }
}
