package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.rule.DamagedReset;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No RST looks as if a third party had sent it. A RST looks so if the end that it names as its
 * sender was captured and did not send it, or goes on sending after it.
 */
final class NoResetInjection extends StatedRule<Connection> implements TimedRule {
  /** Beside a round trip, the longest that a network holds back what was sent before a RST. */
  private static final long LONGEST_OVERTAKING = 200_000_000;

  NoResetInjection() {
    super(
        "hasNoSuspectedResetInjection",
        "have no suspected reset injection",
        "RFC 5961 s1.1",
        "a third party may forge a RST; who really resets sends no more after it");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    Optional<Segment> stranger = strangers(connection).findFirst();
    if (stranger.isPresent()) {
      return judgement.violatedByPresence(notSent(connection, stranger.get()));
    }
    List<Segment> resets =
        connection.segments().stream().filter(NoResetInjection::isReset).toList();
    for (Segment reset : resets) {
      Optional<Segment> later = goingOn(connection, reset);
      if (later.isPresent()) {
        return judgement.violatedByPresence(goesOn(connection, reset, later.get()));
      }
    }
    for (Segment reset : resets) {
      Optional<Segment> open = goingOnMaybe(connection, reset);
      if (open.isPresent()) {
        return judgement.cannotTell(
            mayGoOn(connection, reset, open.get()),
            "whether the %s sent %s before its RST: the RST may have overtaken it"
                .formatted(Wording.side(reset.from()), "#" + open.get().frame()));
      }
    }
    return judgement.holds(
        expecting(connection)
            .but(
                resets.isEmpty()
                    ? "there is no RST"
                    : Wording.count(resets.size(), "RST") + ", and nothing new from its sender"),
        DamagedReset.doubt(connection.segments()));
  }

  private Finding notSent(Connection connection, Segment reset) {
    return expecting(connection)
        .but("a RST arrived that the %s did not send".formatted(Wording.side(reset.from())))
        .segment(connection.flow(reset.from().peer()).connection(), reset, "arrived")
        .at(reset)
        .cause("somebody on the way injected it", Certainty.PROVEN);
  }

  private Finding goesOn(Connection connection, Segment reset, Segment later) {
    return after(connection, reset, later, "went on", "goes on")
        .cause("somebody on the way injected the RST", Certainty.LIKELY);
  }

  private Finding mayGoOn(Connection connection, Segment reset, Segment later) {
    return after(connection, reset, later, "may have gone on", "sent when?");
  }

  private Finding after(
      Connection connection, Segment reset, Segment later, String what, String note) {
    return expecting(connection)
        .but("the %s %s after its RST".formatted(Wording.side(reset.from()), what))
        .timedOffenders(
            connection,
            List.of(reset, later),
            s -> s.equals(reset) ? "resets the connection" : s.equals(later) ? note : "");
  }

  /** The RSTs that arrived at one end of a link and were not sent by the other end. */
  private static Stream<Segment> strangers(Connection connection) {
    return connection.isSeenAtBothEnds()
        ? connection.flows().stream()
            .map(Flow::transit)
            .flatMap(transit -> transit.strangers().stream())
            .filter(NoResetInjection::isReset)
        : Stream.empty();
  }

  private static boolean isReset(Segment segment) {
    return segment.has(TcpFlags.RST) && DamagedReset.isWhole(segment);
  }

  /**
   * A segment that the RST's sender sent after it: beside the sender by the order of capture, and
   * elsewhere by a later tick of the sender's clock, as it answers what came by after the RST, or
   * as it came too long after the RST to have been overtaken.
   */
  private static Optional<Segment> goingOn(Connection connection, Segment reset) {
    List<Segment> following = following(connection, reset);
    if (following.isEmpty() || connection.vantagePoint().isBeside(reset.from())) {
      return following.stream().findFirst();
    }
    Before before = Before.of(connection, reset);
    long tooLate = reset.timeNanos() + longestRoundTrip(connection) + LONGEST_OVERTAKING;
    return following.stream()
        .filter(
            segment ->
                before.isLater(segment)
                    || isAnswer(connection, reset, segment)
                    || before.mayPrecede(segment) && segment.timeNanos() > tooLate)
        .findFirst();
  }

  /** Something new that its sender may have sent after the RST, or before. */
  private static Optional<Segment> goingOnMaybe(Connection connection, Segment reset) {
    Before before = Before.of(connection, reset);
    return following(connection, reset).stream().filter(before::mayPrecede).findFirst();
  }

  /**
   * What was captured after the RST of the same side. Further RSTs do not count: a stack that has
   * forgotten a connection answers by RST what still comes. Nor does what follows a SYN: where a
   * client tries again, as Windows does when it is refused, both sides begin anew.
   */
  private static List<Segment> following(Connection connection, Segment reset) {
    List<Segment> all = connection.segments();
    return all.subList(reset.index() + 1, all.size()).stream()
        .takeWhile(segment -> !segment.has(TcpFlags.SYN) || segment.has(TcpFlags.ACK))
        .filter(segment -> segment.from() == reset.from() && !isReset(segment))
        .filter(segment -> segment.kind() != SegmentKind.NETWORK_DUPLICATE)
        .toList();
  }

  private static long longestRoundTrip(Connection connection) {
    return connection.flows().stream()
        .flatMapToLong(flow -> FlowDynamics.of(flow).roundTrips().maxNanos().stream())
        .max()
        .orElse(0);
  }

  /** Whether it acknowledges bytes or a FIN that came by for the first time after the RST. */
  private static boolean isAnswer(Connection connection, Segment reset, Segment segment) {
    return segment.has(TcpFlags.ACK)
        && connection.segments().subList(reset.index() + 1, segment.index()).stream()
            .filter(s -> s.from() != reset.from() && s.kind() == SegmentKind.NEW)
            .filter(s -> s.length() > 0 || s.has(TcpFlags.FIN))
            .anyMatch(s -> s.end() <= segment.ack());
  }

  /**
   * What the sender of a RST had sent up to it, the RST included.
   *
   * @param stamped its last segment with a timestamp: a RST may have none, and then this one tells
   *     the time
   * @param highestAck the most that it had acknowledged
   */
  private record Before(Optional<Segment> stamped, long highestAck) {
    static Before of(Connection connection, Segment reset) {
      List<Segment> sent =
          connection.segments().subList(0, reset.index() + 1).stream()
              .filter(segment -> segment.from() == reset.from())
              .toList();
      return new Before(
          sent.stream().filter(Segment::hasTimestamps).reduce((first, second) -> second),
          sent.stream()
              .filter(segment -> segment.has(TcpFlags.ACK))
              .mapToLong(Segment::ack)
              .max()
              .orElse(Long.MIN_VALUE));
    }

    /** Whether the sender's clock tells that this came later. */
    boolean isLater(Segment segment) {
      return segment.hasTimestamps()
          && stamped.isPresent()
          && (int) (segment.timestampValue() - stamped.get().timestampValue()) > 0
          && segment.kind() == SegmentKind.NEW;
    }

    /** Whether it is new, and the sender's clock does not tell which came first. */
    boolean mayPrecede(Segment segment) {
      return isNew(segment) && (!segment.hasTimestamps() || stamped.isEmpty());
    }

    /** Data, SYN or FIN for the first time, or an ACK of more than any before. */
    private boolean isNew(Segment segment) {
      return segment.kind().isNew() || segment.has(TcpFlags.ACK) && segment.ack() > highestAck;
    }
  }
}
