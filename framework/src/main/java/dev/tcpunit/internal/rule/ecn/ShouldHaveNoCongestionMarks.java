package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoCongestionMarks}. */
public final class ShouldHaveNoCongestionMarks {
  public static final String SOURCE = "RFC 3168 s5";

  private final Flow flow;

  public ShouldHaveNoCongestionMarks(Flow flow) {
    this.flow = flow;
  }

  /** The marked segments themselves. */
  public Finding marked(List<Segment> marked) {
    return message()
        .but(
            "%s bore the mark Congestion Experienced"
                .formatted(
                    "%d of %s".formatted(marked.size(), Wording.count(flow.segments(), "segment"))))
        .offenders(flow.connection(), marked)
        .cause("a queue on the way was about to be full", Confidence.PROVEN);
  }

  /** Only the peer's echo of marks that were made further on. */
  public Finding echoed(List<Segment> echoes) {
    return message()
        .but(
            "the %s echoed a mark in %s"
                .formatted(
                    Wording.side(flow.sender().peer()), Wording.count(echoes.size(), "segment")))
        .offenders(flow.connection(), echoes.subList(0, 1), segment -> "")
        .cause("a queue behind the capture was about to be full", Confidence.PROVEN);
  }

  public Finding none(boolean negotiated) {
    return message()
        .but("none of " + Wording.count(flow.segments(), "segment") + " was marked")
        .fact(
            "evidence",
            negotiated
                ? "ECN was negotiated, and no segment of the peer echoes a mark"
                : "ECN was not negotiated: a full queue drops and does not mark");
  }

  private Finding message() {
    return Finding.expecting(flow, "have no congestion marks")
        .rule(SOURCE, "a router marks a packet CE where it would else have to drop it");
  }
}
