package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;

/** Messages of {@code hasNoDuplicateSacks}. */
public final class ShouldHaveNoDuplicateSacks {
  public static final String SOURCE = "RFC 2883 s4";

  private ShouldHaveNoDuplicateSacks() {}

  public static Finding none(Flow flow) {
    return message(flow)
        .but(Wording.count(flow.segments(), "segment") + ", none with a duplicate SACK");
  }

  public static Finding found(Flow flow, List<Segment> reports) {
    String peer = Wording.side(flow.sender().peer());
    boolean resent =
        flow.connection().segments().stream()
            .anyMatch(s -> s.from() != flow.sender() && s.kind() == SegmentKind.RETRANSMISSION);
    return message(flow)
        .but(
            "%d of %s reported bytes that had come twice"
                .formatted(reports.size(), Wording.count(flow.segments(), "segment")))
        .offenders(flow.connection(), reports, s -> reports.contains(s) ? bytes(s, peer) : "")
        .cause(
            resent
                ? "the " + peer + " sent again what had arrived"
                : "the network copied packets of the " + peer,
            Confidence.LIKELY);
  }

  private static String bytes(Segment report, String peer) {
    SackBlock first = report.sackBlocks().get(0);
    return "%s %d:%d came twice".formatted(peer, first.from(), first.to());
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "report no bytes as duplicate by SACK")
        .rule(SOURCE, "the first SACK block reports the bytes that have arrived a second time");
  }
}
