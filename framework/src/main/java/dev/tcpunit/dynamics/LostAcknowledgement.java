package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Whether data was sent again since its acknowledgement was lost, where a capture shows that. */
final class LostAcknowledgement {
  private LostAcknowledgement() {}

  /**
   * Whether the receiver had acknowledged what was sent again, and nothing of that came: known
   * where the capture holds both ends.
   */
  static boolean of(Connection connection, Segment resend) {
    if (!connection.isSeenAtBothEnds()) {
      return false;
    }
    List<Passage> acknowledgements =
        connection.whole().flow(resend.from().peer()).transit().passages().stream()
            .filter(passage -> passage.sent().timeNanos() < resend.timeNanos())
            .filter(passage -> passage.sent().ack() >= FlowLog.payloadEnd(resend))
            .toList();
    return !acknowledgements.isEmpty()
        && acknowledgements.stream().allMatch(p -> p.isLost() || p.isDamaged());
  }
}
