package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionAssert_hasConsistentRetransmissions_Test {
  private static final int HEADERS = 94;

  @ParameterizedTest
  @EnumSource(names = {"UPLOAD", "ONE_LOST", "DUPLICATED", "OVERTAKEN"})
  void should_hold_at_both_ends_if_the_same_bytes_come_again(LinkTraffic traffic) {
    Connection connection = traffic.connection();

    assertThat(connection).hasConsistentRetransmissions();
    assertThat(connection.atServer()).hasConsistentRetransmissions();
  }

  @Test
  void should_hold_if_a_segment_that_the_receiver_discards_is_sent_again() {
    assertThat(LinkTraffic.CORRUPTED.connection().atServer())
        .hasNoSuspectedResetInjection()
        .hasConsistentRetransmissions();
  }

  @Test
  void should_hold_if_altered_bytes_come_only_once() {
    assertThat(LinkTraffic.ALTERED.connection().atServer()).hasConsistentRetransmissions();
  }

  @Test
  void should_fail_if_other_bytes_come_again() {
    assertThat(LinkTraffic.CONTRADICTED.connection().atClient()).hasConsistentRetransmissions();
    assertThatThrownBy(
            () -> assertThat(LinkTraffic.CONTRADICTED.connection()).hasConsistentRetransmissions())
        .hasMessageContaining("1 segment carries other bytes than came before");
    assertViolated(
        () ->
            assertThat(LinkTraffic.CONTRADICTED.connection().atServer())
                .hasConsistentRetransmissions(),
        "ConnectionAssert.hasConsistentRetransmissions");
  }

  @Test
  void should_hold_without_payload_if_nothing_comes_again() {
    assertThat(LinkTraffic.UPLOAD.recording().cutTo(HEADERS).connection())
        .hasConsistentRetransmissions();
  }

  @Test
  void should_not_tell_if_the_payload_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.ONE_LOST.recording().cutTo(HEADERS).connection())
                .hasConsistentRetransmissions(),
        "the payload of 1 segment that came again was not captured or kept whole: say"
            + " @CaptureTcp(payload = Payload.FULL), or capture without a snap length");
  }

  /** What was damaged on its way, the sum over all of its bytes says alone. */
  @ParameterizedTest
  @ValueSource(ints = {68, 70, 74, 78, 100, 1000})
  void should_not_take_what_may_be_damaged_for_altered(int snapLength) {
    Connection damaged = LinkTraffic.CORRUPTED.recording().cutTo(snapLength).connection();
    Connection altered = LinkTraffic.CONTRADICTED.recording().cutTo(snapLength).connection();

    for (Connection cut : List.of(damaged.atServer(), altered.atServer())) {
      assertThatThrownBy(() -> assertThat(cut).hasConsistentRetransmissions())
          .hasMessageContaining("it cannot be told: ")
          .hasMessageContaining("captured");
    }
  }

  @Test
  void should_not_tell_if_the_start_is_missing() {
    assertCannotTell(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.recording().from(4).connection())
                .hasConsistentRetransmissions(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.ONE_LOST.recording().summary().connection())
                .hasConsistentRetransmissions(),
        "the analysis kept no segments");
  }
}
