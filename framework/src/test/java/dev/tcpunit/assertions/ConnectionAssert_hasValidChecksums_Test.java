package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasValidChecksums_Test {
  @Test
  void should_hold_if_each_was_computed_and_is_right() {
    assertThat(LinkTraffic.UPLOAD.connection()).hasValidChecksums();
  }

  @Test
  void should_fail_if_a_segment_was_damaged() {
    assertViolated(
        () -> assertThat(LinkTraffic.CORRUPTED.connection().atServer()).hasValidChecksums(),
        "ConnectionAssert.hasValidChecksums");
  }

  @Test
  void should_not_tell_if_they_were_left_to_the_device() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).hasValidChecksums(), "the sender left ");
  }

  @Test
  void should_not_tell_if_the_payload_was_not_captured() {
    assertCannotTell(
        () -> assertThat(LinkTraffic.UPLOAD.recording().cutTo(94).connection()).hasValidChecksums(),
        "not all bytes of 10 segments were captured");
  }
}
