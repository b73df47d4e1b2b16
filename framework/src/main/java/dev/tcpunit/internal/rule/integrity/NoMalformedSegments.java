package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.List;

/**
 * The TCP options of every segment can be read. A frame whose header itself cannot be read may
 * belong to any connection: where the trace has one, the rule cannot tell of any connection.
 */
final class NoMalformedSegments extends StatedRule<Connection> {
  NoMalformedSegments() {
    super(
        "hasNoMalformedSegments",
        "have no malformed segments",
        "RFC 9293 s3.1, MUST-7",
        "every option but two has a length, which must lie within the header");
  }

  @Override
  public Verdict judge(Connection connection) {
    String all = Wording.count(connection.segmentCount(), "segment");
    Finding finding = expecting(connection).onTheWire().inAnyOrder();
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(
          finding.but("each of " + all + " was counted only"), Doubt.NO_SEGMENTS);
    }
    List<Segment> malformed =
        SentSegments.anywhere(connection, segment -> segment.has(SegmentFinding.MALFORMED_OPTIONS));
    if (malformed.isEmpty()) {
      return judgement.holds(
          finding.but("each of " + all + " can be read"), Doubt.cutOptions(connection));
    }
    String have = malformed.size() == 1 ? "has" : "have";
    return judgement.violatedByPresence(
        finding
            .but("%d of %s %s options that cannot be read".formatted(malformed.size(), all, have))
            .offenders(connection, malformed));
  }
}
