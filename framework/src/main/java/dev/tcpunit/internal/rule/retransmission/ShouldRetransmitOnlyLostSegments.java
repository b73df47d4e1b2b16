package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code retransmitsOnlyLostSegments}. */
public final class ShouldRetransmitOnlyLostSegments {
  public static final String SOURCE = "RFC 6675 s4";

  private static final int MOST_REPEATS = 3;

  private final Flow flow;

  public ShouldRetransmitOnlyLostSegments(Flow flow) {
    this.flow = flow;
  }

  /**
   * A segment that was sent again though an earlier copy of its bytes arrived.
   *
   * @param again the later segment
   * @param earlier the copy that arrived
   */
  public record Needless(Segment again, Passage earlier) {}

  public Finding seen(int repeats, int lost) {
    return message()
        .but(
            Wording.count(repeats, "segment")
                + " sent again, "
                + Wording.count(lost, "segment")
                + " lost in transit");
  }

  public Finding notSeenAtBothEnds() {
    return message();
  }

  public Finding found(List<Needless> needless, int repeats, int lost) {
    Finding message =
        message()
            .but(
                needless.size()
                    + " of "
                    + Wording.count(repeats, "segment")
                    + " sent again had not been lost");
    for (Needless each : needless.subList(0, Math.min(MOST_REPEATS, needless.size()))) {
      Segment original = each.earlier().sent();
      message.segment(flow.connection(), original, arrival(each.earlier()));
      message.segment(flow.connection(), each.again(), "repeats #" + original.frame());
      message.at(each.again());
    }
    return message
        .more(needless.size() - MOST_REPEATS)
        .fact("evidence", Wording.count(lost, "segment") + " of the flow lost in transit");
  }

  private static String arrival(Passage passage) {
    return "arrived as #"
        + passage.arrivals().get(0).frame()
        + ", "
        + Wording.time(passage.delayNanos().orElseThrow())
        + " later";
  }

  private Finding message() {
    return Finding.expecting(flow, "retransmit only lost segments")
        .rule(SOURCE, "what has arrived is not to be sent again");
  }
}
