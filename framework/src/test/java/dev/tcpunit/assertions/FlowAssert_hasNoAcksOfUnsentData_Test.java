package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoAcksOfUnsentData_Test {
  @Test
  void should_hold_if_every_byte_was_sent_before_its_ACK() {
    assertThat(LinkTraffic.ONE_LOST.connection())
        .server(FlowAssert::hasNoAcksOfUnsentData)
        .client(FlowAssert::hasNoAcksOfUnsentData);
  }

  @Test
  void should_fail_if_an_ACK_comes_before_the_bytes() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.FORGED_ACK.connection())
                .server(FlowAssert::hasNoAcksOfUnsentData),
        "FlowAssert.hasNoAcksOfUnsentData");
  }

  @Test
  void should_not_tell_if_the_capture_may_have_missed_the_bytes() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().without(4).connection())
                .server(FlowAssert::hasNoAcksOfUnsentData),
        "1 ACK of bytes that were not captured, so that the capture may have missed them");
  }
}
