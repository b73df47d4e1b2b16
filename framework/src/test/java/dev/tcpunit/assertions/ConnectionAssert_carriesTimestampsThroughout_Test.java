package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_carriesTimestampsThroughout_Test {
  @Test
  void should_hold_if_every_segment_carries_them() {
    assertThat(Traffic.UPLOAD.connection()).carriesTimestampsThroughout();
  }

  @Test
  void should_fail_if_they_were_not_agreed_on() {
    assertViolated(
        () -> assertThat(Traffic.PLAIN.connection()).carriesTimestampsThroughout(),
        "ConnectionAssert.carriesTimestampsThroughout");
  }

  @Test
  void should_fail_if_they_are_stripped_on_the_way() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.TIMESTAMPS_STRIPPED.connection().atServer())
                .carriesTimestampsThroughout(),
        "ConnectionAssert.carriesTimestampsThroughout.stripped");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(2).connection())
                .carriesTimestampsThroughout(),
        "not both SYN and SYN-ACK were captured");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .carriesTimestampsThroughout(),
        "the capture dropped 3 frames");
  }
}
