package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoUnacknowledgedTail_Test {
  @Test
  void should_hold_if_the_last_ACK_covers_the_FIN() {
    assertThat(LinkTraffic.ONE_LOST.connection())
        .client(FlowAssert::hasNoUnacknowledgedTail)
        .server(FlowAssert::hasNoUnacknowledgedTail);
  }

  @Test
  void should_fail_if_the_client_gave_up_before_it_was_acknowledged() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.NEVER_REPAIRED.connection())
                .client(FlowAssert::hasNoUnacknowledgedTail),
        "FlowAssert.hasNoUnacknowledgedTail");
  }

  @Test
  void should_not_tell_if_the_capture_ended_with_data_under_way() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().endingWith(18).connection())
                .client(FlowAssert::hasNoUnacknowledgedTail),
        "the capture ended ");
  }
}
