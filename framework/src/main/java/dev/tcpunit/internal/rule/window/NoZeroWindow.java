package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.rule.NoFaultySegment;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * No side closed its window.
 *
 * <p>Over a loopback, a closed window alone does not mean that the receiver is slow: two segments
 * fill the first window, and the receiver runs on the same processors as the sender, so that it may
 * not yet have had its turn. There the time counts: windows that were closed for no longer than a
 * stall, all together, do not break the rule.
 */
record NoZeroWindow<T>(
    Rule<T> strict,
    Function<T, Connection> connection,
    Function<T, List<Flow>> closing,
    Function<T, Finding> expecting)
    implements Rule<T> {
  /** No jumbo frame is larger; a loopback's packets have 65,536 bytes (Linux) or 16,384. */
  private static final int LARGEST_OF_LINKS = 9216;

  static Rule<Connection> inConnection() {
    return new NoZeroWindow<>(
        NoFaultySegment.inConnection(NoFaultySegment.Fault.ZERO_WINDOW),
        c -> c,
        Connection::flows,
        NoFaultySegment.Fault.ZERO_WINDOW::expecting);
  }

  static Rule<Flow> inFlow() {
    return new NoZeroWindow<>(
        NoFaultySegment.inFlow(NoFaultySegment.Fault.ZERO_WINDOW),
        Flow::connection,
        List::of,
        NoFaultySegment.Fault.ZERO_WINDOW::expecting);
  }

  @Override
  public String name() {
    return strict.name();
  }

  @Override
  public String source() {
    return strict.source();
  }

  @Override
  public Verdict judge(T subject) {
    Verdict verdict = strict.judge(subject);
    Connection judged = connection.apply(subject);
    if (verdict.outcome() != Outcome.VIOLATED || !isOnOneHost(judged)) {
      return verdict;
    }
    if (!isOverLoopback(judged)) {
      return Doubt.cutOffers(judged)
          .map(cut -> new Judgement(name()).cannotTell(expecting.apply(subject), cut))
          .orElse(verdict);
    }
    return judged.keepsSegments()
        ? judgeTime(subject, ConnectionDynamics.of(judged), verdict)
        : new Judgement(name()).cannotTell(expecting.apply(subject), Doubt.NO_SEGMENTS);
  }

  private static boolean isOnOneHost(Connection connection) {
    return connection.vantagePoint() == VantagePoint.BOTH && !connection.isSeenAtBothEnds();
  }

  /**
   * What two ends on one host exchange goes over its loopback: between two network namespaces it
   * does not, but there segments are as small as on any link.
   */
  private static boolean isOverLoopback(Connection connection) {
    InetAddress client = connection.client().address();
    return client.isLoopbackAddress()
        || client.equals(connection.server().address())
        || connection.flows().stream().allMatch(NoZeroWindow::offersLargeSegments);
  }

  private static boolean offersLargeSegments(Flow flow) {
    return flow.synOptions().isPresent()
        && flow.synOptions().get().maximumSegmentSize().orElse(0) > LARGEST_OF_LINKS;
  }

  private Verdict judgeTime(T subject, ConnectionDynamics dynamics, Verdict verdict) {
    List<ZeroWindow> closed =
        closing.apply(subject).stream()
            .map(flow -> dynamics.flow(flow.sender().peer()).receiveWindow().zeroWindows())
            .flatMap(List::stream)
            .toList();
    long nanos = closed.stream().mapToLong(ZeroWindow::durationNanos).sum();
    boolean opened = closed.stream().allMatch(window -> window.opening().isPresent());
    if (closed.isEmpty() || !opened || nanos > dynamics.stallThreshold().toNanos()) {
      return verdict;
    }
    Optional<String> doubt = Doubt.ofTimes(connection.apply(subject).trace());
    if (doubt.isPresent()) {
      return new Judgement(name()).cannotTell(expecting.apply(subject), doubt.get());
    }
    return new Judgement(name())
        .holds(
            expecting
                .apply(subject)
                .but(
                    "closed %s, %s in all: the segments of a loopback are as large as its windows"
                        .formatted(Wording.times(closed.size()), Wording.time(nanos))));
  }
}
