package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import org.junit.jupiter.api.Test;

class FlowAssert_acknowledgesEverySecondFullSegment_Test {
  @Test
  void should_hold_if_there_is_an_ACK_for_two_segments() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .server(FlowAssert::acknowledgesEverySecondFullSegment);
  }

  @Test
  void should_fail_if_an_ACK_covers_three_segments() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().without(acks()).connection().atServer())
                .server(FlowAssert::acknowledgesEverySecondFullSegment),
        "FlowAssert.acknowledgesEverySecondFullSegment");
  }

  @Test
  void should_not_tell_if_ACKs_may_have_been_lost() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().without(lostAcks()).connection().atClient())
                .server(FlowAssert::acknowledgesEverySecondFullSegment),
        "ACKs may have been lost on their way to the capture");
  }

  /** The fifth and sixth ACK, which a server that stretches its ACKs would not have sent. */
  private static Integer[] acks() {
    return frames(LinkTraffic.UPLOAD.connection().atServer());
  }

  private static Integer[] lostAcks() {
    return frames(LinkTraffic.UPLOAD.connection().atClient());
  }

  private static Integer[] frames(Connection view) {
    return view.segments().stream()
        .filter(segment -> segment.from() == Role.SERVER)
        .skip(5)
        .limit(2)
        .map(segment -> (int) segment.frame())
        .toArray(Integer[]::new);
  }
}
