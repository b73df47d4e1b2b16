package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasReorderingExtentAtMost_Test {
  @Test
  void should_hold_if_two_segments_overtook_one() {
    assertThat(LinkTraffic.OVERTAKEN.connection().atServer())
        .client(c -> c.hasReorderingExtentAtMost(2));
  }

  @Test
  void should_fail_if_more_segments_overtook_one() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.OVERTAKEN.connection().atServer())
                .client(c -> c.hasReorderingExtentAtMost(1)),
        "FlowAssert.hasReorderingExtentAtMost");
  }

  @Test
  void should_not_tell_if_the_start_is_missing() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .client(c -> c.hasReorderingExtentAtMost(1)),
        "the connection is older than the capture");
  }
}
