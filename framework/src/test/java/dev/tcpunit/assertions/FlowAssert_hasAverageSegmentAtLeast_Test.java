package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasAverageSegmentAtLeast_Test {
  @Test
  void should_hold_if_segments_are_full() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasAverageSegmentAtLeast(1400));
  }

  @Test
  void should_fail_if_they_are_small() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.SMALL_WRITES.connection())
                .client(c -> c.hasAverageSegmentAtLeast(1400)),
        "FlowAssert.hasAverageSegmentAtLeast");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection()).server(s -> s.hasAverageSegmentAtLeast(1)),
        "this side sent no data");
  }
}
