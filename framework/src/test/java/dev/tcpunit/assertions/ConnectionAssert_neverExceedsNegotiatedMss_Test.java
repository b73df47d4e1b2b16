package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class ConnectionAssert_neverExceedsNegotiatedMss_Test {
  @Test
  void should_fail_if_a_segment_is_larger_than_the_peer_announced() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .altered(2, 56, 1, 0xF4)
                        .withChecksums(ChecksumStatus.VALID)
                        .connection())
                .neverExceedsNegotiatedMss(),
        "ConnectionAssert.neverExceedsNegotiatedMss");
  }

  @Test
  void should_fail_whatever_the_order_of_the_file_if_a_segment_is_larger() {
    Recording larger =
        Traffic.UPLOAD
            .recording()
            .altered(2, 56, 1, 0xF4)
            .withChecksums(ChecksumStatus.VALID)
            .later(5, 60_000_000_000L);

    assertThatThrownBy(() -> assertThat(larger.connection()).neverExceedsNegotiatedMss())
        .hasMessageContaining("carried more than the peer had announced")
        .hasMessageNotContaining("cannot be told");
  }

  @Test
  void should_not_hold_if_the_file_is_out_of_order() {
    Recording disordered = Traffic.UPLOAD.recording().later(5, 60_000_000_000L);

    assertThatThrownBy(() -> assertThat(disordered.connection()).neverExceedsNegotiatedMss())
        .hasMessageContaining("cannot be told")
        .hasMessageContaining("behind later ones in the capture");
  }

  @Test
  void should_not_tell_if_the_receivers_device_may_have_joined_segments() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .altered(2, 56, 1, 0xF4)
                        .withChecksums(ChecksumStatus.VALID)
                        .seenFrom(VantagePoint.SERVER)
                        .connection())
                .neverExceedsNegotiatedMss(),
        "the receiver's device may have joined what was sent apart");
  }

  @Test
  void should_hold_if_segments_fit_or_are_super_segments() {
    assertThat(Traffic.UPLOAD.connection()).neverExceedsNegotiatedMss();
    assertThat(Traffic.LARGE_UPLOAD.connection()).neverExceedsNegotiatedMss();
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
