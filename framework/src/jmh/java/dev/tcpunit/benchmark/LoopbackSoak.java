package dev.tcpunit.benchmark;

import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Uploads of 5 MB over loopback, to which nothing happens but what the machine itself does: how
 * many segments TcpUnit says were sent again, beside what the sockets knew at their end ({@code
 * tcpi_total_retrans}), and the verdict of {@code hasNoRetransmissions}. Prints each upload that
 * differs or fails, ten times what the JVM holds, and a summary.
 *
 * <p>Each upload is a line of a file; started again with the same file it goes on where it ended.
 * To be run by the launcher of a private network. Arguments, all optional: {@code number=1000}
 * uploads, {@code parallel=1} at a time, {@code bytes=5000000} each, {@code address=127.0.0.1},
 * {@code seconds=3600} at most, {@code steering=auto} or {@code off}, {@code busy=0} threads that
 * only compute, {@code seed=1}, {@code engine=afpacket}, {@code file=target/loopback-soak.txt}.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark="dev.tcpunit.benchmark.LoopbackSoak number=20000 parallel=16 address=::1"
 * </pre>
 */
public final class LoopbackSoak {
  private static final int LOOKS = 10;
  private static final int LARGEST_WRITE = 256 << 10;
  private static final long LIMIT_BYTES = 1L << 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> settings = new HashMap<>();
  private final int parallel;
  private final int bytes;
  private final InetAddress address;
  private final Path file;

  private LoopbackSoak(String[] arguments) throws IOException {
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    parallel = number("parallel", 1);
    bytes = number("bytes", 5_000_000);
    address = InetAddress.getByName(settings.getOrDefault("address", "127.0.0.1"));
    file = Path.of(settings.getOrDefault("file", "target/loopback-soak.txt"));
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(settings.getOrDefault(name, String.valueOf(otherwise)));
  }

  /** Runs the uploads. */
  public static void main(String[] arguments) throws Exception {
    new LoopbackSoak(arguments).run();
    System.exit(0);
  }

  private void run() throws Exception {
    boolean steer = !settings.getOrDefault("steering", "auto").equals("off");
    SteadyNetwork.prepare(steer).orElseThrow(() -> new IllegalStateException("no private network"));
    for (int i = 0; i < number("busy", 0); i++) {
      startBusyThread();
    }
    List<Outcome> outcomes = new ArrayList<>(earlier());
    int number = number("number", 1000);
    long deadline = System.nanoTime() + Duration.ofSeconds(number("seconds", 3600)).toNanos();
    int nextLook = outcomes.size();
    try (CaptureHub hub =
        CaptureHub.start(
            settings.getOrDefault("engine", "afpacket"), "lo", PayloadMode.HEADERS, LIMIT_BYTES)) {
      while (outcomes.size() < number && System.nanoTime() < deadline) {
        List<Outcome> round = round(hub, Math.min(parallel, number - outcomes.size()), outcomes);
        Files.write(
            file,
            round.stream().map(Outcome::line).toList(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        outcomes.addAll(round);
        if (outcomes.size() >= nextLook || outcomes.size() == number) {
          System.out.printf("%d uploads: %s%n", outcomes.size(), held());
          nextLook += number / LOOKS;
        }
      }
    }
    System.out.println(summary(outcomes));
  }

  /** What the JVM holds: the same after the first uploads and after the last ones. */
  private static String held() throws IOException {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElseThrow();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return "%.1f MiB of heap, %d MiB resident, %d descriptors, %d threads"
          .formatted(
              heap.getUsed() / 1048576.0,
              Integer.parseInt(resident) >> 10,
              descriptors.count(),
              Thread.activeCount());
    }
  }

  private List<Outcome> earlier() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Outcome::of).toList()
        : List.of();
  }

  private static void startBusyThread() {
    Thread busy =
        new Thread(
            () -> {
              Random random = new Random(0);
              while (random.nextInt() != random.nextLong()) {
                Thread.onSpinWait();
              }
            });
    busy.setDaemon(true);
    busy.start();
  }

  /** Uploads side by side, and what became of each. */
  private List<Outcome> round(CaptureHub hub, int uploads, List<Outcome> before) throws Exception {
    KernelCounters counted = KernelCounters.now();
    try (CaptureWindow window = hub.open("soak");
        ClosedSockets sockets = ClosedSockets.watch();
        ServerSocket listener = new ServerSocket(0, uploads, address)) {
      int port = listener.getLocalPort();
      upload(listener, uploads, new Random(number("seed", 1) * 1_000_003L + before.size()));
      List<ClosedSocket> closed =
          sockets.await(
              2 * uploads,
              PATIENCE.toNanos(),
              socket -> socket.local().port() == port || socket.remote().port() == port);
      return awaitClosed(window, port, uploads, counted).stream()
          .map(connection -> outcome(connection, closed))
          .toList();
    }
  }

  private void upload(ServerSocket listener, int uploads, Random random) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < uploads; i++) {
      Random own = new Random(random.nextLong());
      ends.add(threads.submit(() -> send(listener, own)));
      ends.add(threads.submit(() -> receive(listener)));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    threads.shutdown();
  }

  private Void send(ServerSocket listener, Random random) throws IOException {
    try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      byte[] buffer = new byte[LARGEST_WRITE];
      for (int left = bytes; left > 0; ) {
        int length = Math.min(left, 1 + random.nextInt(LARGEST_WRITE));
        client.getOutputStream().write(buffer, 0, length);
        left -= length;
      }
      client.shutdownOutput();
      client.getInputStream().read();
    }
    return null;
  }

  private static Void receive(ServerSocket listener) throws IOException {
    try (Socket server = listener.accept()) {
      byte[] buffer = new byte[LARGEST_WRITE];
      int length;
      do {
        length = server.getInputStream().read(buffer);
      } while (length >= 0);
    }
    return null;
  }

  private static List<Connection> awaitClosed(
      CaptureWindow window, int port, int uploads, KernelCounters before) throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long until = window.drain();
      analysis.readOn();
      OptionalLong twice = OptionalLong.of(KernelCounters.now().since(before).dsackSent());
      Trace trace = analysis.trace("soak", until, new Counted(twice));
      List<Connection> clean =
          trace.connections().stream()
              .filter(connection -> connection.server().port() == port)
              .filter(connection -> connection.teardown().state() == Teardown.State.CLEAN)
              .toList();
      if (clean.size() == uploads) {
        return clean;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not closed within " + PATIENCE + ": " + trace.connections());
      }
      window.awaitBehind(analysis.position(), deadline);
    }
  }

  /** The kernel's count beside the capture, as a captured test has it. */
  private record Counted(OptionalLong receivedTwice) implements Continuation {}

  private static Outcome outcome(Connection connection, List<ClosedSocket> closed) {
    long kernel =
        closed.stream()
            .filter(
                socket ->
                    socket.local().equals(connection.client())
                        || socket.remote().equals(connection.client()))
            .mapToLong(socket -> socket.info().totalRetrans())
            .sum();
    String verdict = verdict(connection);
    Outcome outcome =
        new Outcome(
            kernel,
            sum(connection, FlowCount.RETRANSMISSIONS)
                + sum(connection, FlowCount.SYN_RETRANSMISSIONS)
                + sum(connection, FlowCount.FIN_RETRANSMISSIONS),
            sum(connection, FlowCount.REORDERED),
            verdict.isEmpty() ? "holds" : verdict.contains("cannot be told") ? "open" : "violated");
    if (outcome.kernel() != outcome.found() || !verdict.isEmpty()) {
      System.out.printf("%s: %s%n%s%n", connection, outcome, verdict);
    }
    return outcome;
  }

  private static long sum(Connection connection, FlowCount count) {
    return List.of(connection.clientToServer(), connection.serverToClient()).stream()
        .mapToLong((Flow flow) -> flow.count(count))
        .sum();
  }

  /** Empty where it holds. */
  private static String verdict(Connection connection) {
    try {
      TcpAssertions.assertThat(connection).hasNoRetransmissions();
      return "";
    } catch (AssertionError e) {
      return e.getMessage();
    }
  }

  private String summary(List<Outcome> all) {
    return ("%s, %d at a time, %d busy, %s: %d uploads; resent by the kernel %d in %d uploads,"
            + " found %d, differing in %d uploads; out of order %d in %d uploads;"
            + " hasNoRetransmissions violated %d, open %d")
        .formatted(
            address.getHostAddress(),
            parallel,
            number("busy", 0),
            SteadyNetwork.description(),
            all.size(),
            all.stream().mapToLong(Outcome::kernel).sum(),
            all.stream().filter(o -> o.kernel() > 0).count(),
            all.stream().mapToLong(Outcome::found).sum(),
            all.stream().filter(o -> o.kernel() != o.found()).count(),
            all.stream().mapToLong(Outcome::reordered).sum(),
            all.stream().filter(o -> o.reordered() > 0).count(),
            all.stream().filter(o -> o.verdict().equals("violated")).count(),
            all.stream().filter(o -> o.verdict().equals("open")).count());
  }

  /** Of one upload: resent by the kernel's count and by TcpUnit's, out of order, the verdict. */
  private record Outcome(long kernel, long found, long reordered, String verdict) {
    String line() {
      return kernel + " " + found + " " + reordered + " " + verdict;
    }

    static Outcome of(String line) {
      List<String> words = Arrays.asList(line.split(" "));
      return new Outcome(
          Long.parseLong(words.get(0)),
          Long.parseLong(words.get(1)),
          Long.parseLong(words.get(2)),
          words.get(3));
    }
  }
}
