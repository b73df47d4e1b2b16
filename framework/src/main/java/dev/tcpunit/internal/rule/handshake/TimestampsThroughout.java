package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Timestamps were agreed on, and every segment without RST carries them. */
final class TimestampsThroughout extends StatedRule<Connection> {
  TimestampsThroughout() {
    super(
        "carriesTimestampsThroughout",
        "carry timestamps throughout",
        "RFC 7323 s3.2",
        "once agreed on, every segment without RST carries the timestamps option");
  }

  @Override
  public Verdict judge(Connection connection) {
    Finding finding = expecting(connection);
    if (Stream.of(Role.values())
        .flatMap(side -> connection.flow(side).synOptions().stream())
        .anyMatch(offer -> !offer.timestamps())) {
      return judgement.violatedByPresence(
          finding
              .but("the ends did not agree on timestamps")
              .offenders(connection, NegotiationRule.syns(connection)));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(finding, Doubt.NO_SEGMENTS);
    }
    Optional<String> doubt = Doubt.ofOffers(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    List<Segment> without = SentSegments.anywhere(connection, TimestampsThroughout::lacksThem);
    return without.isEmpty()
        ? judgement.holds(finding.but("every segment carries them"), Doubt.cutOptions(connection))
        : judgement.violatedByPresence(
            finding
                .but(Wording.count(without.size(), "segment") + " carried none")
                .offenders(connection, without)
                .cause("a middlebox that strips the option", Certainty.LIKELY));
  }

  private static boolean lacksThem(Segment segment) {
    return !segment.hasTimestamps()
        && !segment.has(TcpFlags.RST)
        && !segment.has(SegmentFinding.OPTIONS_CUT);
  }
}
