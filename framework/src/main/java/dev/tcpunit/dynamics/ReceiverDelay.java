package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;

/** How long a receiver itself held an acknowledgement back, where a capture shows that. */
final class ReceiverDelay {
  private static final long NOT_SEEN = -1;

  private ReceiverDelay() {}

  /**
   * From the arrival of data to its acknowledgement, beside the receiver.
   *
   * @return nanoseconds, or -1 if no capture stands there
   */
  static long nanos(Connection connection, Segment data, Segment acknowledgement) {
    if (data == null) {
      return NOT_SEEN;
    }
    if (connection.vantagePoint().isBeside(acknowledgement.from())) {
      return acknowledgement.timeNanos() - data.timeNanos();
    }
    for (Connection view : connection.whole().views()) {
      if (view != connection && view.vantagePoint().isBeside(acknowledgement.from())) {
        return there(view, data, acknowledgement);
      }
    }
    return NOT_SEEN;
  }

  /**
   * The time from data to its acknowledgement in another view of the connection, where both are
   * found by their offsets.
   */
  private static long there(Connection view, Segment data, Segment acknowledgement) {
    Segment arrived = null;
    for (Segment segment : view.segments()) {
      if (segment.from() == data.from()
          && segment.seq() == data.seq()
          && segment.length() == data.length()) {
        arrived = arrived == null ? segment : arrived;
      } else if (arrived != null
          && segment.from() == acknowledgement.from()
          && segment.ack() >= FlowLog.payloadEnd(data)) {
        return segment.timeNanos() - arrived.timeNanos();
      }
    }
    return NOT_SEEN;
  }
}
