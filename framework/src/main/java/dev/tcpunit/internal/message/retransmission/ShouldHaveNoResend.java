package dev.tcpunit.internal.message.retransmission;

import dev.tcpunit.internal.message.Confidence;
import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
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

  public Message none(long resends) {
    String seen = Wording.count(flow.segments(), "segment") + ", ";
    return message()
        .but(
            resends == 0
                ? seen + "none sent twice"
                : seen + resends + " sent again, none of them for that reason");
  }

  public Message undecided(List<Segment> segments) {
    return message()
        .but(Wording.count(segments.size(), "segment") + " may have been")
        .offenders(flow.connection(), segments);
  }

  public Message found(List<Repeat> repeats) {
    List<Segment> again = repeats.stream().map(Repeat::again).toList();
    Message message =
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

  private Message cause(Message message) {
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

  private Message message() {
    return Message.expecting(flow, fault.expectation()).rule(fault.source(), fault.words());
  }
}
