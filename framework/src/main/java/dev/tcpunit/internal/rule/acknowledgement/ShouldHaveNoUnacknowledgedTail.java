package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoUnacknowledgedTail}. */
public final class ShouldHaveNoUnacknowledgedTail {
  public static final String SOURCE = "RFC 9293 s3.4";

  private final Flow flow;

  public ShouldHaveNoUnacknowledgedTail(Flow flow) {
    this.flow = flow;
  }

  /** So much of the end is not acknowledged. */
  public Finding open(long bytes, boolean fin, List<Segment> segments) {
    String what =
        bytes == 0
            ? "the FIN"
            : "the last " + Wording.count(bytes, "byte") + (fin ? " and the FIN" : "");
    return message()
        .but("the %s has not acknowledged %s".formatted(Wording.side(flow.sender().peer()), what))
        .offenders(flow.connection(), segments)
        .fact(
            "evidence",
            "acknowledged up to %d of %d"
                .formatted(flow.acknowledgedTo().orElse(0), flow.endOffset() + (fin ? 1 : 0)));
  }

  public Finding none() {
    return message()
        .but("all up to %d was acknowledged".formatted(flow.acknowledgedTo().orElse(0)));
  }

  public Finding message() {
    return Finding.expecting(flow, "have no unacknowledged tail")
        .rule(SOURCE, "the receiver acknowledges every byte that it takes, and the FIN");
  }
}
