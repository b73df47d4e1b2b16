package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.delivery.ByteCount;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.trace.Flow;

/**
 * Assertions on one direction of a connection: what one side sent.
 *
 * <p>Three outcomes and messages as in {@link ConnectionAssert}. Open for AssertJ's soft
 * assertions; not made for extension.
 */
public class FlowAssert extends RuleAssert<FlowAssert, Flow> {

  /**
   * Starts assertions; {@link TcpAssertions#assertThat(Flow)} does the same.
   *
   * @param actual the flow
   */
  public FlowAssert(Flow actual) {
    super(actual, FlowAssert.class);
  }

  /**
   * This side sent exactly so many payload bytes, each counted once. Bytes that were not captured
   * count where the peer's ACK proves them.
   *
   * @param expected payload bytes
   * @return this
   * @throws AssertionError if it sent another number, or if the capture cannot tell
   */
  public FlowAssert hasByteCount(long expected) {
    return obeys(new ByteCount(expected));
  }

  /**
   * The peer acknowledged every payload byte of this side; as {@link
   * ConnectionAssert#acksCoverAllBytes()} for one direction.
   *
   * @return this
   * @throws AssertionError if bytes were not acknowledged, or if the capture cannot tell
   */
  public FlowAssert hasAllBytesAcknowledged() {
    return obeys(DeliveryRules.FLOW_ALL_BYTES_ACKNOWLEDGED);
  }

  /**
   * This side sent nothing twice; as {@link ConnectionAssert#hasNoRetransmissions()} for one
   * direction.
   *
   * @return this
   * @throws AssertionError if something was sent again, or if the capture cannot tell
   */
  public FlowAssert hasNoRetransmissions() {
    return obeys(RetransmissionRules.FLOW_NO_RETRANSMISSIONS);
  }

  /**
   * Nothing of this side arrived after segments that it sent later (RFC 4737 section 3).
   *
   * @return this
   * @throws AssertionError if segments overtook each other, or if the capture cannot tell
   */
  public FlowAssert hasNoReorderedSegments() {
    return obeys(OrderRules.FLOW_NO_REORDERED_SEGMENTS);
  }

  /**
   * This side never closed its receive window (RFC 9293 section 3.8.6), so that the peer never had
   * to stop for it.
   *
   * @return this
   * @throws AssertionError if it announced a window of zero, or if the capture cannot tell
   */
  public FlowAssert hasNoZeroWindow() {
    return obeys(WindowRules.FLOW_NO_ZERO_WINDOW);
  }

  /**
   * This side sent no byte beyond the window that the peer had advertised (RFC 9293 section 3.8.6).
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert respectsAdvertisedWindow() {
    return obeys(WindowRules.FLOW_RESPECTED_WINDOW);
  }

  /**
   * This side sent again only what was lost on its way: each segment that was sent again carries a
   * byte that no earlier copy brought to the peer (RFC 6675 section 4). A copy that arrived with a
   * bad checksum counts as lost.
   *
   * <p>Takes a capture that holds both ends, such as one on a link; elsewhere it cannot tell. Nor
   * can it of headers alone where the peer does not confirm that a copy had arrived undamaged.
   *
   * <p>Example: {@code assertThat(connection).client(f -> f.retransmitsOnlyLostSegments())}.
   *
   * @return this
   * @throws AssertionError if it sent again what had arrived, or if the capture cannot tell
   */
  public FlowAssert retransmitsOnlyLostSegments() {
    return obeys(RetransmissionRules.ONLY_LOST_SEGMENTS);
  }
}
