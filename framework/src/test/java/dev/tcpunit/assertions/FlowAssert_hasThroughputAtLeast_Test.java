package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasThroughputAtLeast_Test {
  @Test
  void should_hold_if_the_data_is_delivered_in_time() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasThroughputAtLeast(10_000));
  }

  @Test
  void should_fail_if_it_takes_longer() {
    assertViolated(
        () ->
            assertThat(Traffic.TIMED_OUT_THRICE.recording().untilRepaired().connection())
                .client(c -> c.hasThroughputAtLeast(1_000_000)),
        "FlowAssert.hasThroughputAtLeast");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () -> assertThat(LinkTraffic.UPLOAD.connection()).server(s -> s.hasThroughputAtLeast(1)),
        "this side sent no data");
  }
}
