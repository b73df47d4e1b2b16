package dev.tcpunit.analysis;

import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.track.ConnectionIndex;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.trace.TimeDisorder;
import java.util.Optional;

/**
 * Whether the order of a capture can be trusted where its times go back.
 *
 * <p>Linux notes the time of a packet that arrives when it takes it from the device, and captures
 * it when its turn comes; what the host sends meanwhile stands before it, with a later time. In a
 * capture of TcpUnit itself that order is the one in which the host saw the packets. Any other file
 * may as well have been put together of several, where only the times are right.
 */
final class TimeOrder {
  /**
   * Longer than packets wait for their turn, on a busy machine too, and shorter than clocks are set
   * back by.
   */
  private static final long LONGEST_TURN_NANOS = 500_000_000;

  private boolean file;
  private boolean sitesKnown;
  private boolean sitesUnknown;

  void readsFile() {
    file = true;
  }

  /** Takes what a file says of one of its interfaces. */
  void capturedOn(CaptureSite site) {
    sitesUnknown |= site.isUnknown();
    sitesKnown |= !site.isUnknown();
  }

  /** What is out of order in one connection. */
  Optional<TimeDisorder> of(TrackedConnection connection) {
    RareFacts facts = connection.first.rareOrNull();
    return facts != null && isDisorder(facts)
        ? Optional.of(disorder(Math.max(1, facts.segmentsBackInTime), facts))
        : Optional.empty();
  }

  private TimeDisorder disorder(int segments, RareFacts facts) {
    return new TimeDisorder(segments, facts.mostBackNanos, file);
  }

  /** What is out of order in all of them. */
  Optional<TimeDisorder> of(ConnectionIndex connections) {
    TimeDisorder sum = null;
    for (int i = 0; i < connections.size(); i++) {
      RareFacts facts = connections.get(i).first.rareOrNull();
      if (facts != null && isDisorder(facts)) {
        TimeDisorder each = disorder(facts.segmentsBackInTime, facts);
        sum = sum == null ? each : sum.plus(each);
      }
    }
    return Optional.ofNullable(sum);
  }

  private boolean isDisorder(RareFacts facts) {
    return facts.mostBackNanos >= LONGEST_TURN_NANOS
        || facts.mostBackNanos > 0 && (facts.isOrderDisproved || !isOwnCapture());
  }

  private boolean isOwnCapture() {
    return !file || sitesKnown && !sitesUnknown;
  }
}
