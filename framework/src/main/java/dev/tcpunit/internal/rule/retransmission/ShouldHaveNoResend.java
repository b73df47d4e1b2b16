package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of the assertions that forbid one {@link ResendFault}. */
public final class ShouldHaveNoResend {
  private final ResendFault fault;
  private final Flow flow;

  public ShouldHaveNoResend(ResendFault fault, Flow flow) {
    this.fault = fault;
    this.flow = flow;
  }

  public Finding none(long resends) {
    String seen = Wording.count(flow.segments(), "segment") + ", ";
    return message()
        .but(
            resends == 0
                ? seen + "none sent twice"
                : seen + resends + " sent again, none of them for that reason");
  }

  public Finding undecided(List<Segment> segments) {
    return message()
        .but(Wording.count(segments.size(), "segment") + " may have been")
        .offenders(flow.connection(), segments);
  }

  public Finding found(List<Repeat> repeats) {
    List<Segment> again = repeats.stream().map(Repeat::again).toList();
    Finding message =
        message()
            .but(
                "%d of %s %s %s"
                    .formatted(
                        again.size(),
                        Wording.count(flow.segments(), "segment"),
                        again.size() == 1 ? "was" : "were",
                        fault.description()));
    if (fault == ResendFault.TIMEOUT) {
      message.timedOffenders(flow.connection(), again, Repeats.noted(repeats));
    } else {
      message.offenders(flow.connection(), again, Repeats.noted(repeats));
    }
    message.fact("evidence", Repeats.evidence(repeats.get(0)));
    return cause(message);
  }

  private Finding cause(Finding message) {
    return switch (fault) {
      case TIMEOUT ->
          message.cause(
              "what was sent or its ACK was lost, and too little came after it to show the gap",
              Confidence.LIKELY);
      case FAST -> message.cause("the segment was lost on its way", Confidence.LIKELY);
      case TAIL_LOSS_PROBE ->
          message.cause(
              "the last segment or its ACK was lost, or the ACK came late", Confidence.POSSIBLE);
      case SPURIOUS ->
          message.cause(
              "an ACK was lost or late, or segments overtook each other", Confidence.LIKELY);
    };
  }

  private Finding message() {
    return Finding.expecting(flow, fault.expectation()).rule(fault.source(), fault.words());
  }
}
