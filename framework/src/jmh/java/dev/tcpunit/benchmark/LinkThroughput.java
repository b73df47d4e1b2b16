package dev.tcpunit.benchmark;

import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.LinkBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What a link costs and how well it keeps to its settings: the throughput of an unimpaired one, the
 * delay that it adds to a round trip over loopback, and the delays and rates that were asked for
 * against those that came out, and what a thousand links take to open and leave behind. Prints
 * medians; each direction adds once to a round trip.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark=dev.tcpunit.benchmark.LinkThroughput
 * </pre>
 */
public final class LinkThroughput {
  private static final int BYTES = 400_000_000;
  private static final int ROUND_TRIPS = 2000;
  private static final int RUNS = 5;
  private static final int LINKS = 1000;

  private LinkThroughput() {}

  public static void main(String[] args) throws Exception {
    throughput();
    addedDelay();
    for (long millis : new long[] {1, 10, 50}) {
      delay(Duration.ofMillis(millis));
    }
    for (String rate : new String[] {"1mbit", "10mbit", "100mbit"}) {
      rate(rate);
    }
    openAndClose();
  }

  private static void openAndClose() throws Exception {
    Link.open().close(); // what is loaded once stays
    String before = holdings();
    long[] nanos = new long[LINKS];
    for (int i = 0; i < LINKS; i++) {
      long start = System.nanoTime();
      Link link = Link.open();
      nanos[i] = System.nanoTime() - start;
      link.close();
    }
    System.out.printf(
        "%d links: the first 10 opened in %.1f ms at most, ", LINKS, max(nanos, 10) / 1e6);
    Arrays.sort(nanos);
    System.out.printf(
        "median %.2f ms, 99 of 100 within %.2f ms, all within %.1f ms%n",
        nanos[LINKS / 2] / 1e6, nanos[LINKS * 99 / 100] / 1e6, nanos[LINKS - 1] / 1e6);
    System.out.printf("  before: %s%n  after:  %s%n", before, holdings());
  }

  private static long max(long[] values, int of) {
    return Arrays.stream(values, 0, of).max().orElseThrow();
  }

  /** What this process holds, by the kernel's word. */
  private static String holdings() throws IOException {
    System.gc();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
        Stream<Path> threads = Files.list(Path.of("/proc/self/task"));
        Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return "%d interfaces, %d descriptors, %d threads, %s"
          .formatted(
              NetworkInterface.networkInterfaces().count(),
              descriptors.count(),
              threads.count(),
              status
                  .filter(line -> line.startsWith("VmRSS"))
                  .findFirst()
                  .orElseThrow()
                  .replaceAll("\\s+", " "));
    }
  }

  private static void throughput() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      try (Link link = Link.open()) {
        double seconds = upload(link, BYTES);
        System.out.printf(
            "throughput %.1f MB/s, %.0f frames/s, %s%n",
            BYTES / seconds / 1e6, link.statistics().forwarded() / seconds, link.statistics());
      }
    }
  }

  private static double upload(Link link, long bytes) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> receive(listener));
      try (Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        long start = System.nanoTime();
        OutputStream out = client.getOutputStream();
        byte[] chunk = new byte[64 << 10];
        for (long left = bytes; left > 0; left -= chunk.length) {
          out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
        client.shutdownOutput();
        client.getInputStream().read();
        received.get();
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }

  private static long receive(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      byte[] chunk = new byte[256 << 10];
      long all = 0;
      InputStream in = socket.getInputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        all += read;
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addedDelay() throws Exception {
    double loopback;
    InetAddress local = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, local)) {
      loopback = medianRoundTrip(listener, new InetSocketAddress(local, listener.getLocalPort()));
    }
    try (Link link = Link.open();
        ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      double linked = medianRoundTrip(listener, link.towards(listener.getLocalPort()));
      System.out.printf(
          "round trip: loopback %.1f us, link %.1f us, added one way %.1f us%n",
          loopback / 1e3, linked / 1e3, (linked - loopback) / 2e3);
    }
  }

  private static double medianRoundTrip(ServerSocket listener, InetSocketAddress towards)
      throws Exception {
    CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(listener));
    long[] nanos = new long[ROUND_TRIPS];
    try (Socket client = new Socket()) {
      client.connect(towards);
      client.setTcpNoDelay(true);
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        client.getOutputStream().write(1);
        client.getInputStream().read();
        nanos[i] = System.nanoTime() - start;
      }
    }
    echo.get();
    Arrays.sort(nanos, ROUND_TRIPS / 2, ROUND_TRIPS); // the first half warms up
    return nanos[ROUND_TRIPS * 3 / 4];
  }

  private static void echo(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      socket.setTcpNoDelay(true);
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        socket.getOutputStream().write(b);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delay(Duration delay) throws Exception {
    try (Link link = Link.builder().delay(delay).open();
        ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(listener));
      long[] nanos = new long[50];
      try (Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        client.setTcpNoDelay(true);
        for (int i = 0; i < nanos.length; i++) {
          long start = System.nanoTime();
          client.getOutputStream().write(1);
          client.getInputStream().read();
          nanos[i] = System.nanoTime() - start;
        }
      }
      echo.get();
      Arrays.sort(nanos);
      double asked = 2e6 * delay.toMillis();
      System.out.printf(
          "delay %d ms: round trip %.3f ms, %+.2f %%%n",
          delay.toMillis(), nanos[25] / 1e6, (nanos[25] / asked - 1) * 100);
    }
  }

  private static void rate(String rate) throws Exception {
    LinkBuilder builder = Link.builder().rate(rate);
    try (Link link = builder.open()) {
      double bits = Double.parseDouble(rate.replace("mbit", "")) * 1e6;
      long bytes = (long) (bits / 8 * 4);
      double seconds = upload(link, bytes);
      // the frames of the way there, which is the busy one: payload and 66 bytes of headers
      double frames = Math.ceil(bytes / 1448.0);
      double carried = (bytes + frames * 66) * 8 / seconds;
      System.out.printf(
          "rate %s: %.3f Mbit/s, %+.2f %%%n", rate, carried / 1e6, (carried / bits - 1) * 100);
    }
  }
}
