package dev.tcpunit.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * What the Linux kernel counted about TCP in the calling thread's network: all connections, both
 * ends where both are there. Immutable.
 *
 * <p>The counters are those of {@code /proc/thread-self/net/snmp} (RFC 4022) and {@code netstat}
 * (Linux's own, group {@code TcpExt}). They only grow, so two of them are compared:
 *
 * <pre>{@code
 * KernelCounters before = KernelCounters.now();
 * upload();
 * KernelCounters during = KernelCounters.now().since(before);
 * assertThat(during.retransSegs()).isZero();
 * assertThat(during.get("TcpExt", "TCPOFOQueue")).isZero();
 * }</pre>
 *
 * <p><b>Unit:</b> segments or events since the network was made, or since {@code before}; segments
 * are counted in pieces of the maximum segment size, however large the frames are that carry them.
 *
 * <p><b>Scope:</b> whatever else uses the same network counts too. A test is alone with its traffic
 * in the sandbox's network, and there only if no other test runs at the same time.
 */
public final class KernelCounters {
  private static final String[] FILES = {"snmp", "netstat"};
  private static final String DIRECTORY = "/proc/thread-self/net/";
  private static final String TCP = "Tcp";
  private static final String LINUX = "TcpExt";

  /** Each test has its counters read, and few ask for them: so they are parsed when asked for. */
  private final List<String> texts;

  private Map<String, Long> values;

  private KernelCounters(List<String> texts) {
    this.texts = texts;
  }

  private KernelCounters(Map<String, Long> values) {
    this.texts = List.of();
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Reads the counters of the calling thread's network.
   *
   * @return as they stand
   * @throws UncheckedIOException if there are none: elsewhere than on Linux, or without {@code
   *     /proc}
   */
  public static KernelCounters now() {
    List<String> texts = new ArrayList<>();
    for (String file : FILES) {
      try {
        texts.add(read(DIRECTORY + file));
      } catch (IOException e) {
        throw new UncheckedIOException("the kernel's TCP counters cannot be read", e);
      }
    }
    return new KernelCounters(texts);
  }

  private synchronized Map<String, Long> values() {
    if (values == null) {
      Map<String, Long> parsed = new LinkedHashMap<>();
      texts.forEach(text -> addAll(parsed, text));
      values = Collections.unmodifiableMap(parsed);
    }
    return values;
  }

  private static String read(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Pairs of lines, one with the names of a group's counters and one with their values. */
  private static void addAll(Map<String, Long> values, String text) {
    String[] lines = text.split("\n");
    for (int i = 0; i + 1 < lines.length; i += 2) {
      String[] names = lines[i].split(" ");
      String[] numbers = lines[i + 1].split(" ");
      String group = names[0].replace(":", "");
      for (int column = 1; column < Math.min(names.length, numbers.length); column++) {
        values.put(group + "." + names[column], Long.parseLong(numbers[column]));
      }
    }
  }

  /**
   * What was counted since an earlier reading.
   *
   * @param before read earlier, in the same network
   * @return the differences
   */
  public KernelCounters since(KernelCounters before) {
    Map<String, Long> differences = new LinkedHashMap<>();
    Map<String, Long> earlier = before.values();
    values()
        .forEach((name, value) -> differences.put(name, value - earlier.getOrDefault(name, 0L)));
    return new KernelCounters(differences);
  }

  /**
   * One counter.
   *
   * @param group such as {@code Tcp}, {@code TcpExt}, {@code Ip}
   * @param name as the kernel spells it, such as {@code TCPSACKReorder}
   * @return its value, or the difference
   * @throws NoSuchElementException if this kernel has no such counter
   */
  public long get(String group, String name) {
    return find(group, name)
        .orElseThrow(
            () -> new NoSuchElementException("this kernel has no counter " + group + " " + name));
  }

  /**
   * One counter, where the kernel may be too old for it.
   *
   * @param group such as {@code TcpExt}
   * @param name as the kernel spells it
   * @return its value, or the difference; empty if this kernel has none
   */
  public OptionalLong find(String group, String name) {
    Long value = values().get(group + "." + name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * All counters.
   *
   * @return by names such as {@code Tcp.RetransSegs}, in the kernel's order
   */
  public Map<String, Long> all() {
    return values();
  }

  /**
   * Segments received, bad ones too ({@code Tcp InSegs}).
   *
   * @return segments
   */
  public long inSegs() {
    return get(TCP, "InSegs");
  }

  /**
   * Segments sent, those sent again left out ({@code Tcp OutSegs}).
   *
   * @return segments
   */
  public long outSegs() {
    return get(TCP, "OutSegs");
  }

  /**
   * Segments sent again, whatever the cause: data, SYN, SYN-ACK and FIN ({@code Tcp RetransSegs}).
   * Zero window probes are not among them.
   *
   * @return segments
   */
  public long retransSegs() {
    return get(TCP, "RetransSegs");
  }

  /**
   * Segments with RST sent ({@code Tcp OutRsts}).
   *
   * @return segments
   */
  public long outRsts() {
    return get(TCP, "OutRsts");
  }

  /**
   * Segments discarded for a wrong checksum ({@code Tcp InCsumErrors}).
   *
   * @return segments
   */
  public long inCsumErrors() {
    return get(TCP, "InCsumErrors");
  }

  /**
   * Segments sent again in fast recovery (RFC 5681 section 3.2, RFC 6675, RFC 8985; {@code TcpExt
   * TCPFastRetrans}).
   *
   * @return segments
   */
  public long fastRetransmits() {
    return get(LINUX, "TCPFastRetrans");
  }

  /**
   * Segments sent again in slow start after a time-out, the first one left out ({@code TcpExt
   * TCPSlowStartRetrans}).
   *
   * @return segments
   */
  public long slowStartRetransmits() {
    return get(LINUX, "TCPSlowStartRetrans");
  }

  /**
   * Retransmission timers that ran out (RFC 6298; {@code TcpExt TCPTimeouts}).
   *
   * @return time-outs
   */
  public long timeouts() {
    return get(LINUX, "TCPTimeouts");
  }

  /**
   * Tail loss probes sent (RFC 8985 section 7; {@code TcpExt TCPLossProbes}). A probe with new data
   * is no retransmission.
   *
   * @return probes
   */
  public long lossProbes() {
    return get(LINUX, "TCPLossProbes");
  }

  /**
   * Retransmissions that were lost themselves ({@code TcpExt TCPLostRetransmit}).
   *
   * @return segments
   */
  public long lostRetransmits() {
    return get(LINUX, "TCPLostRetransmit");
  }

  /**
   * SYN and SYN-ACK segments sent again ({@code TcpExt TCPSynRetrans}).
   *
   * @return segments
   */
  public long synRetransmits() {
    return get(LINUX, "TCPSynRetrans");
  }

  /**
   * Duplicate SACKs received (RFC 2883), of bytes below the cumulative ACK and above it ({@code
   * TcpExt TCPDSACKRecv} and {@code TCPDSACKOfoRecv}): something arrived twice.
   *
   * @return ACKs
   */
  public long dsackReceived() {
    return get(LINUX, "TCPDSACKRecv") + get(LINUX, "TCPDSACKOfoRecv");
  }

  /**
   * Segments received whose bytes were all there already, to be reported as duplicate SACKs (RFC
   * 2883; {@code TcpExt TCPDSACKOldSent} and {@code TCPDSACKOfoSent}). Reports that follow each
   * other closely may share one ACK, or be replaced by the next before an ACK leaves: {@link
   * #dsackReceived} can be less.
   *
   * @return segments
   */
  public long dsackSent() {
    return get(LINUX, "TCPDSACKOldSent") + get(LINUX, "TCPDSACKOfoSent");
  }

  /**
   * Reorderings that the sender inferred from SACK ({@code TcpExt TCPSACKReorder}).
   *
   * @return events
   */
  public long sackReorder() {
    return get(LINUX, "TCPSACKReorder");
  }

  /**
   * Segments that arrived before one that precedes them ({@code TcpExt TCPOFOQueue}).
   *
   * @return segments
   */
  public long outOfOrderQueued() {
    return get(LINUX, "TCPOFOQueue");
  }

  /**
   * How often a receive window went from open to zero ({@code TcpExt TCPToZeroWindowAdv}).
   *
   * @return transitions
   */
  public long toZeroWindowAdv() {
    return get(LINUX, "TCPToZeroWindowAdv");
  }

  /**
   * Zero window probes sent (RFC 9293 section 3.8.6.1; {@code TcpExt TCPWinProbe}).
   *
   * @return probes
   */
  public long zeroWindowProbes() {
    return get(LINUX, "TCPWinProbe");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KernelCounters that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  /** Those that are not 0, such as {@code {Tcp.InSegs=12, TcpExt.TCPTimeouts=1}}. */
  @Override
  public String toString() {
    Map<String, Long> counted = new LinkedHashMap<>(values());
    counted.values().removeIf(value -> value == 0);
    return counted.toString();
  }
}
