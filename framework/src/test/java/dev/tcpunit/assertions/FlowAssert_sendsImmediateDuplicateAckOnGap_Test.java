package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Role;
import org.junit.jupiter.api.Test;

class FlowAssert_sendsImmediateDuplicateAckOnGap_Test {
  /** The number of the byte that the lost segment begins with. */
  private static final int BEFORE_GAP = 4 * 1448 + 1;

  @Test
  void should_hold_if_each_segment_behind_the_gap_is_answered() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .server(FlowAssert::sendsImmediateDuplicateAckOnGap);
  }

  @Test
  void should_fail_if_none_is_answered() {
    assertViolated(
        () ->
            assertThat(
                    LinkTraffic.ONE_LOST
                        .recording()
                        .without(duplicateAcks())
                        .connection()
                        .atServer())
                .server(FlowAssert::sendsImmediateDuplicateAckOnGap),
        "FlowAssert.sendsImmediateDuplicateAckOnGap");
  }

  @Test
  void should_not_tell_if_there_is_no_gap() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .server(FlowAssert::sendsImmediateDuplicateAckOnGap),
        "no data of the peer came behind a gap");
  }

  /**
   * What a server would have sent that does not answer data behind the gap. Where the machine is
   * busy, the ACK of the data before it comes behind that data, too, and would pass for an answer.
   */
  private static Integer[] duplicateAcks() {
    return LinkTraffic.ONE_LOST.connection().atServer().segments().stream()
        .dropWhile(segment -> segment.from() == Role.SERVER || segment.seq() <= BEFORE_GAP)
        .filter(segment -> segment.from() == Role.SERVER && segment.ack() == BEFORE_GAP)
        .map(segment -> (int) segment.frame())
        .toArray(Integer[]::new);
  }
}
