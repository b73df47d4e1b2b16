package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No RST looks as if a third party had sent it: either its sender, whose own segments are captured
 * too, never sent it, or it sends on afterwards.
 */
final class NoResetInjection implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoSuspectedResetInjection";
  }

  @Override
  public String source() {
    return ShouldHaveNoResetInjection.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNoResetInjection message = new ShouldHaveNoResetInjection(connection);
    Optional<String> doubt = OverTime.doubt(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.message(), doubt.get());
    }
    Optional<Segment> stranger = strangers(connection).findFirst();
    if (stranger.isPresent()) {
      return judgement.violatedByPresence(message.notSent(stranger.get()));
    }
    List<Segment> resets =
        connection.segments().stream().filter(NoResetInjection::isReset).toList();
    for (Segment reset : resets) {
      Optional<Segment> later = goingOn(connection, reset);
      if (later.isPresent()) {
        return judgement.violatedByPresence(message.goesOn(reset, later.get()));
      }
    }
    return judgement.holds(message.none(resets.size()));
  }

  /** What arrived at one end of a link and was not sent by the other. */
  private static Stream<Segment> strangers(Connection connection) {
    return connection.isSeenAtBothEnds()
        ? Stream.of(connection.clientToServer(), connection.serverToClient())
            .map(Flow::transit)
            .flatMap(transit -> transit.strangers().stream())
            .filter(NoResetInjection::isReset)
        : Stream.empty();
  }

  private static boolean isReset(Segment segment) {
    return segment.has(TcpFlags.RST);
  }

  /**
   * A segment that its sender sent after the RST: seen so beside it, and elsewhere by a later tick
   * of its clock. A stack that has no connection any more answers what still comes by RST.
   */
  private static Optional<Segment> goingOn(Connection connection, Segment reset) {
    List<Segment> all = connection.segments();
    boolean beside = connection.vantagePoint().isBeside(reset.from());
    return all.subList(reset.index() + 1, all.size()).stream()
        .filter(segment -> segment.from() == reset.from() && !isReset(segment))
        .filter(segment -> segment.kind() != SegmentKind.NETWORK_DUPLICATE)
        .filter(segment -> beside || isLater(connection, reset, segment))
        .findFirst();
  }

  /** A RST may have no timestamp: then the last segment before it tells the time. */
  private static boolean isLater(Connection connection, Segment reset, Segment segment) {
    Optional<Segment> before =
        connection.segments().subList(0, reset.index() + 1).stream()
            .filter(s -> s.from() == reset.from() && s.hasTimestamps())
            .reduce((first, second) -> second);
    return segment.hasTimestamps()
        && before.isPresent()
        && (int) (segment.timestampValue() - before.get().timestampValue()) > 0
        && segment.kind() == SegmentKind.NEW;
  }
}
