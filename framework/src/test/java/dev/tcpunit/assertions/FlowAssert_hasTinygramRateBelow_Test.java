package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasTinygramRateBelow_Test {
  @Test
  void should_hold_if_only_the_last_segment_is_small() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasTinygramRateBelow(0.01));
  }

  @Test
  void should_fail_if_small_writes_go_out_one_by_one() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.SMALL_WRITES.connection())
                .client(c -> c.hasTinygramRateBelow(0.01)),
        "FlowAssert.hasTinygramRateBelow");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .server(s -> s.hasTinygramRateBelow(0.01)),
        "this side sent no data");
  }
}
