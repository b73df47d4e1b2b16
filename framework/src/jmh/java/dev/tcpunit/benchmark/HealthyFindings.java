package dev.tcpunit.benchmark;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.assertions.ConnectionAssert;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What was found in uploads, and whether the kernel counted it too. */
final class HealthyFindings {
  /** What is no sign of trouble: how much there was, and windows that were filled. */
  private static final Set<FlowCount> HARMLESS =
      EnumSet.of(
          FlowCount.SEGMENTS,
          FlowCount.DATA_SEGMENTS,
          FlowCount.BYTES,
          FlowCount.PAYLOAD_BYTES,
          FlowCount.ACKNOWLEDGED_BYTES,
          FlowCount.WINDOW_UPDATES,
          FlowCount.WINDOW_FULL,
          FlowCount.ZERO_WINDOWS,
          FlowCount.OFFLOADED_CHECKSUMS);

  /** What a segment's receiver sees; the rest is judged beside its sender. */
  private static final Set<FlowCount> ON_ARRIVAL =
      EnumSet.of(
          FlowCount.REORDERED,
          FlowCount.NETWORK_DUPLICATES,
          FlowCount.GAPS,
          FlowCount.MISSING_BYTES,
          FlowCount.BAD_CHECKSUMS);

  /** Found as often as the kernel counted it, or not at all. */
  private static final Map<String, ToLongFunction<KernelCounters>> EQUAL =
      Map.of(
          "sent again",
          KernelCounters::retransSegs,
          "closed windows",
          KernelCounters::toZeroWindowAdv,
          FlowCount.ZERO_WINDOW_PROBES.name(),
          KernelCounters::zeroWindowProbes,
          FlowCount.SYN_RETRANSMISSIONS.name(),
          KernelCounters::synRetransmits,
          FlowCount.FAST_RETRANSMISSIONS.name(),
          KernelCounters::fastRetransmits,
          FlowCount.TAIL_LOSS_PROBES.name(),
          KernelCounters::lossProbes,
          FlowCount.BAD_CHECKSUMS.name(),
          KernelCounters::inCsumErrors);

  /** What follows from something that the kernel counted. */
  private static final Map<String, ToLongFunction<KernelCounters>> FOLLOWS =
      Map.ofEntries(
          Map.entry(FlowCount.RETRANSMISSIONS.name(), KernelCounters::retransSegs),
          Map.entry(FlowCount.NOT_ACCEPTED.name(), KernelCounters::zeroWindowProbes),
          Map.entry(FlowCount.FIN_RETRANSMISSIONS.name(), KernelCounters::retransSegs),
          Map.entry(FlowCount.TIMEOUT_RETRANSMISSIONS.name(), KernelCounters::timeouts),
          Map.entry(FlowCount.SPURIOUS_RETRANSMISSIONS.name(), KernelCounters::dsackReceived),
          Map.entry(FlowCount.REORDERED.name(), KernelCounters::outOfOrderQueued),
          Map.entry(FlowCount.DUPLICATE_ACKS.name(), HealthyFindings::outOfOrderOrTwice),
          Map.entry("SACK", HealthyFindings::outOfOrderOrTwice),
          Map.entry("DUPLICATE_SACK", KernelCounters::dsackReceived),
          Map.entry("hasNoRetransmissions", KernelCounters::retransSegs),
          Map.entry("hasNoReorderedSegments", KernelCounters::outOfOrderQueued));

  /** What the packets' own times show: the kernel does not count how long it was kept waiting. */
  private static final Set<String> PAUSES =
      Set.of("hasNoUnexplainedStall", "hasNoNagleDelayedAckStall");

  private static final Map<String, Consumer<ConnectionAssert>> ABSENCES = new LinkedHashMap<>();

  static {
    ABSENCES.put("hasCompletedHandshake", ConnectionAssert::hasCompletedHandshake);
    ABSENCES.put("hasNoSynRetransmissions", ConnectionAssert::hasNoSynRetransmissions);
    ABSENCES.put("hasNoDataBeforeEstablished", ConnectionAssert::hasNoDataBeforeEstablished);
    ABSENCES.put("hasNoRetransmissions", ConnectionAssert::hasNoRetransmissions);
    ABSENCES.put("acksCoverAllBytes", ConnectionAssert::acksCoverAllBytes);
    ABSENCES.put("hasCleanFin", ConnectionAssert::hasCleanFin);
    ABSENCES.put("hasNoResets", ConnectionAssert::hasNoResets);
    ABSENCES.put("hasNoDataAfterPeerFin", ConnectionAssert::hasNoDataAfterPeerFin);
    ABSENCES.put("hasNoBadChecksums", ConnectionAssert::hasNoBadChecksums);
    ABSENCES.put("hasNoMalformedSegments", ConnectionAssert::hasNoMalformedSegments);
    ABSENCES.put("hasNoSuspectedResetInjection", ConnectionAssert::hasNoSuspectedResetInjection);
    ABSENCES.put("hasNoReorderedSegments", ConnectionAssert::hasNoReorderedSegments);
    ABSENCES.put("hasNoNetworkDuplicates", ConnectionAssert::hasNoNetworkDuplicates);
    ABSENCES.put("hasNoUnexplainedStall", ConnectionAssert::hasNoUnexplainedStall);
    ABSENCES.put("hasNoNagleDelayedAckStall", ConnectionAssert::hasNoNagleDelayedAckStall);
  }

  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> pauses = new TreeMap<>();
  private final Map<String, Long> falseFindings = new TreeMap<>();
  private long uploads;
  private long connections;
  private long segments;

  /** Takes the connections of some uploads, and what the kernel counted while they ran. */
  void add(String way, int count, List<Connection> closed, KernelCounters kernel) {
    uploads += count;
    connections += closed.size();
    Map<String, Long> found = new TreeMap<>();
    for (Connection connection : closed) {
      for (Connection view : connection.views()) {
        segments += view.segmentCount();
        judge(view, found);
      }
      for (Role sender : Role.values()) {
        judge(beside(connection, sender).flow(sender), found, false);
        judge(beside(connection, sender.peer()).flow(sender), found, true);
      }
    }
    note(found, "closed windows", closed.stream().mapToLong(HealthyFindings::closings).sum());
    EQUAL.forEach(
        (what, counter) -> {
          if (found.getOrDefault(what, 0L) != counter.applyAsLong(kernel)) {
            found.putIfAbsent(what, 0L);
          }
        });
    found.forEach((what, times) -> report(way, what, times, kernel));
  }

  private void report(String way, String what, long times, KernelCounters kernel) {
    if (PAUSES.contains(what) || what.startsWith("stall ")) {
      note(pauses, what, times);
      return;
    }
    boolean event =
        EQUAL.containsKey(what)
            ? EQUAL.get(what).applyAsLong(kernel) == times
            : FOLLOWS.getOrDefault(what, none -> 0).applyAsLong(kernel) > 0;
    (event ? events : falseFindings).merge(what, times, Long::sum);
    if (!event) {
      System.out.printf("%s: %s %d times, where the kernel counted %s%n", way, what, times, kernel);
    }
  }

  private static long outOfOrderOrTwice(KernelCounters kernel) {
    return kernel.outOfOrderQueued() + kernel.dsackReceived();
  }

  private static Connection beside(Connection connection, Role side) {
    return connection.seenBy(side);
  }

  private static void judge(Flow flow, Map<String, Long> found, boolean onArrival) {
    for (FlowCount count : EnumSet.complementOf(EnumSet.copyOf(HARMLESS))) {
      if (ON_ARRIVAL.contains(count) == onArrival) {
        note(found, count.name(), flow.count(count));
      }
    }
    if (!onArrival) {
      note(
          found,
          "sent again",
          Stream.of(
                  FlowCount.RETRANSMISSIONS,
                  FlowCount.SYN_RETRANSMISSIONS,
                  FlowCount.FIN_RETRANSMISSIONS)
              .mapToLong(flow::count)
              .sum());
    }
  }

  private static void judge(Connection view, Map<String, Long> found) {
    for (Segment segment : view.segments()) {
      note(found, "UNDECIDED", segment.kind() == SegmentKind.UNDECIDED ? 1 : 0);
      note(found, "DUPLICATE_SACK", segment.has(SegmentFinding.DUPLICATE_SACK) ? 1 : 0);
      note(found, "SACK", segment.has(SegmentFinding.SACK) ? 1 : 0);
    }
    note(found, "handshake", view.handshake().state() == Handshake.State.COMPLETED ? 0 : 1);
    for (Stall stall : ConnectionDynamics.of(view).stalls()) {
      note(found, "stall " + stall.cause(), stall.cause() == StallCause.APPLICATION ? 0 : 1);
    }
    ABSENCES.forEach((name, check) -> note(found, name, isViolated(view, check) ? 1 : 0));
  }

  private static boolean isViolated(Connection view, Consumer<ConnectionAssert> check) {
    try {
      check.accept(assertThat(view));
      return false;
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      return true;
    }
  }

  /** How often a window that was open was closed, each seen beside the side that closed it. */
  private static long closings(Connection connection) {
    long closed = 0;
    for (Role side : Role.values()) {
      boolean before = false;
      for (Segment segment : beside(connection, side).segments()) {
        if (segment.from() == side) {
          boolean now = segment.has(SegmentFinding.ZERO_WINDOW);
          closed += now && !before ? 1 : 0;
          before = now;
        }
      }
    }
    return closed;
  }

  private static void note(Map<String, Long> found, String what, long times) {
    if (times > 0) {
      found.merge(what, times, Long::sum);
    }
  }

  boolean areAllEvents() {
    return falseFindings.isEmpty();
  }

  @Override
  public String toString() {
    return "%,d uploads on %,d connections, %,d segments: events that the kernel counted %s,"
            .formatted(uploads, connections, segments, events)
        + " pauses %s, false findings %s".formatted(pauses, falseFindings);
  }
}
