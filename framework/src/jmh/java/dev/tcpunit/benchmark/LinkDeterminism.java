package dev.tcpunit.benchmark;

import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Packets.retransmission;

import com.sun.jna.Native;
import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.lab.EveryFault;
import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.LinkBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Runs an upload over a link twenty times for each kind of fault and each congestion control that
 * the kernel has, and prints the outcomes that there were: which packets the fault struck, which
 * packets were sent again (in sequence space, each once), and what the kernel counted. One outcome
 * means that all runs were alike.
 *
 * <p>It needs no privileges but those in the network that it runs in:
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark="dev.tcpunit.benchmark.LinkDeterminism '.*data 7.*'"
 * </pre>
 *
 * <p>Some faults leave the outcome to a race within the kernel, which no link decides. A lost
 * SYN-ACK: the client's timer for its SYN runs out one delay before the server's for its SYN-ACK,
 * and the client's SYN takes one delay to arrive: just then. A lost FIN that acknowledges a FIN:
 * the same two timers again. An RST to the server: whether the client has closed by then. A delay:
 * how many segments overtake in that time, three of which make a fast retransmission; where the
 * outcome is to be the same each time, a segment is reordered by a number of packets.
 */
public final class LinkDeterminism {
  private static final int RUNS = Integer.getInteger("runs", 20);
  private static final int BYTES = 100_000;
  private static final Path AVAILABLE =
      Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
  private static final Path ECN = Path.of("/proc/sys/net/ipv4/tcp_ecn");
  private static final List<String> COUNTED =
      List.of(
          "Tcp.RetransSegs",
          "Tcp.InCsumErrors",
          "Tcp.EstabResets",
          "IpExt.InTruncatedPkts",
          "IpExt.InCEPkts",
          "TcpExt.TCPFastRetrans",
          "TcpExt.TCPTimeouts",
          "TcpExt.TCPSynRetrans",
          "TcpExt.TCPLossProbes",
          "TcpExt.TCPLostRetransmit",
          "TcpExt.TCPDSACKRecv",
          "TcpExt.TCPSACKReorder",
          "TcpExt.TCPSYNChallenge",
          "TcpExt.TCPSackRecovery",
          "TcpExt.TCPRenoRecovery");

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;

  /** The JDK's sockets are IPv6 ones, and have IPv4 addresses mapped into it. */
  private static final Path SOCKETS = Path.of("/proc/net/tcp6");

  /** On a link's subnet, and neither in TIME-WAIT (06) nor listening (0A). */
  private static final Pattern UNDER_WAY =
      Pattern.compile("^ *[0-9]+: 0{16}F{4}0{4}[0-9A-F]{2}0200C0:[0-9A-F]{4} [0-9A-F:]+ (?!06|0A)");

  static {
    Native.register(LinkDeterminism.class, "c");
  }

  private LinkDeterminism() {}

  /** Runs all; a pattern that the fault's words must match may be given. */
  public static void main(String[] args) throws Exception {
    String wanted = args.length > 0 ? args[0] : ".*";
    // The first two are the sandbox's. Then: a receiver that is busy answers each segment all the
    // same, rather than several at once.
    Sysctl.with("tcp_early_retrans", "0")
        .and("tcp_no_metrics_save", "1")
        .and("tcp_backlog_ack_defer", "0")
        .and("tcp_comp_sack_nr", "0")
        .during(() -> compare(wanted));
  }

  private static void compare(String wanted) throws Exception {
    int alike = 0;
    int runs = 0;
    for (Map.Entry<String, Fault> fault : EveryFault.named(BYTES).entrySet()) {
      for (String control : Files.readString(AVAILABLE).strip().split(" ")) {
        if (fault.getKey().matches(wanted)) {
          alike += runs(control, fault.getValue());
          runs += RUNS;
        }
      }
    }
    System.out.printf("%d of %d runs had the commonest outcome of their fault%n", alike, runs);
  }

  private static int runs(String control, Fault fault) throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int run = 0; run < RUNS; run++) {
      outcomes.merge(outcome(fault, control), 1, Integer::sum);
    }
    int most = outcomes.values().stream().max(Integer::compare).orElseThrow();
    System.out.printf("%-6s %-60s %d of %d alike%n", control, fault, most, RUNS);
    outcomes.forEach((outcome, count) -> System.out.printf("    %2d x %s%n", count, outcome));
    return most;
  }

  private static String outcome(Fault fault, String control) throws Exception {
    boolean ecn = fault.toString().startsWith("mark");
    String ecnBefore = Files.readString(ECN);
    Files.writeString(ECN, ecn ? "1" : ecnBefore);
    KernelCounters before = KernelCounters.now();
    LinkBuilder builder = Link.builder().delay(Duration.ofMillis(2)).seed(7);
    if (fault.toString().startsWith("limit")) {
      builder.rate("1mbit");
    }
    StringBuilder text = new StringBuilder();
    try (Link link = builder.open()) {
      link.apply(fault);
      // a delay of nothing changes nothing, and has the link keep a record
      link.apply(delay(retransmission(), Duration.ZERO).optional());
      text.append(upload(link, control)).append(';');
      link.firedFaults().stream()
          .map(
              fired ->
                  "%s %s %d:+%d,"
                      .formatted(
                          fired.fault() == fault ? " fault" : " again",
                          fired.from(),
                          fired.sequence(),
                          fired.length()))
          .distinct()
          .sorted()
          .forEach(text::append);
    } finally {
      Files.writeString(ECN, ecnBefore.strip());
    }
    KernelCounters during = KernelCounters.now().since(before);
    for (String counter : COUNTED) {
      int dot = counter.indexOf('.');
      long count = during.find(counter.substring(0, dot), counter.substring(dot + 1)).orElse(0);
      if (count > 0) {
        text.append(' ').append(counter.substring(dot + 1)).append('=').append(count);
      }
    }
    return text.toString();
  }

  private static String upload(Link link, String control) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      CompletableFuture<String> served = CompletableFuture.supplyAsync(() -> serve(listener));
      String client = "sent";
      Set<String> others = sockets();
      try (SocketChannel channel = SocketChannel.open()) {
        control(others, control);
        Socket socket = channel.socket();
        socket.setSoTimeout(10_000);
        socket.connect(link.towards(listener.getLocalPort()), 10_000);
        socket.getOutputStream().write(new byte[BYTES]);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        client = "client failed";
      }
      String server = served.get();
      awaitClosed();
      return client + ", " + server;
    }
  }

  /** The descriptors of this process that are sockets. */
  private static Set<String> sockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : all) {
        if (Files.isSymbolicLink(fd) && Files.readSymbolicLink(fd).startsWith("socket:")) {
          sockets.add(fd.getFileName().toString());
        }
      }
    }
    return sockets;
  }

  /** Chooses the congestion control of the one socket that is new, which the JDK cannot. */
  private static void control(Set<String> others, String name) throws IOException {
    Set<String> opened = sockets();
    opened.removeAll(others);
    for (String fd : opened) {
      byte[] value = name.getBytes(StandardCharsets.US_ASCII);
      if (setsockopt(Integer.parseInt(fd), IPPROTO_TCP, TCP_CONGESTION, value, value.length) != 0) {
        throw new IOException("TCP_CONGESTION " + name + ": errno " + Native.getLastError());
      }
    }
  }

  private static native int setsockopt(int fd, int level, int name, byte[] value, int length);

  /** A close that is under way when the link goes would be repeated in the next run. */
  private static void awaitClosed() throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline
        && Files.readAllLines(SOCKETS).stream().anyMatch(UNDER_WAY.asPredicate())) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String serve(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      return socket.getInputStream().readAllBytes().length + " received";
    } catch (IOException e) {
      return "server failed";
    }
  }
}
