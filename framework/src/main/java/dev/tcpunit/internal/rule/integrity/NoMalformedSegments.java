package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.List;

/**
 * No segment has options that cannot be read. A frame whose very header cannot be read belongs to
 * no connection that is known; then nothing is certain of any.
 */
final class NoMalformedSegments implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoMalformedSegments";
  }

  @Override
  public String source() {
    return ShouldHaveSoundSegments.OPTIONS_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveSoundSegments message = ShouldHaveSoundSegments.format(connection);
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.none("was counted only"), Doubt.NO_SEGMENTS);
    }
    List<Segment> malformed =
        SentSegments.anywhere(connection, segment -> segment.has(SegmentFinding.MALFORMED_OPTIONS));
    return malformed.isEmpty()
        ? judgement.holds(message.none("can be read"))
        : judgement.violatedByPresence(
            message.found(
                malformed.size() == 1
                    ? "has options that cannot be read"
                    : "have options that cannot be read",
                malformed));
  }
}
