package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoNetworkDuplicates_Test {
  @Test
  void should_hold_if_a_segment_was_sent_again() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .hasNoNetworkDuplicates()
        .client(FlowAssert::hasNoNetworkDuplicates);
  }

  @Test
  void should_fail_if_a_segment_arrived_twice() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.DUPLICATED.connection().atServer())
                .client(FlowAssert::hasNoNetworkDuplicates),
        "FlowAssert.hasNoNetworkDuplicates");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().dropping(3).connection())
                .client(FlowAssert::hasNoNetworkDuplicates),
        "the capture dropped 3 frames");
  }
}
