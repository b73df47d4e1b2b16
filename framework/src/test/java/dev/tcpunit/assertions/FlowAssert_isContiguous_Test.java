package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_isContiguous_Test {
  @Test
  void should_hold_if_a_hole_was_filled() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer()).client(FlowAssert::isContiguous);
  }

  @Test
  void should_fail_if_a_byte_never_arrived() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.NEVER_REPAIRED.connection().atServer())
                .client(FlowAssert::isContiguous),
        "FlowAssert.isContiguous");
  }

  @Test
  void should_not_tell_if_the_peer_acknowledged_what_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().without(dataFrame()).connection())
                .client(FlowAssert::isContiguous),
        "the capture misses 1448 bytes of the client, and maybe more");
  }

  private static int dataFrame() {
    return LinkTraffic.UPLOAD.connection().segments().stream()
        .filter(segment -> segment.seq() == 5 * 1448 + 1)
        .mapToInt(segment -> (int) segment.frame())
        .findFirst()
        .orElseThrow();
  }
}
