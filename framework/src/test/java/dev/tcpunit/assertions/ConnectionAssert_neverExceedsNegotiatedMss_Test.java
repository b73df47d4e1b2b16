package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_neverExceedsNegotiatedMss_Test {
  @Test
  void should_hold_if_segments_fit_or_are_super_segments() {
    assertThat(Traffic.UPLOAD.connection()).neverExceedsNegotiatedMss();
    assertThat(Traffic.LARGE_UPLOAD.connection()).neverExceedsNegotiatedMss();
    assertThat(Traffic.SMALL_MSS.connection()).neverExceedsNegotiatedMss();
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(2).connection()).neverExceedsNegotiatedMss(),
        "not both SYN and SYN-ACK were captured");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().summary().connection())
                .neverExceedsNegotiatedMss(),
        "the analysis kept no segments");
  }
}
