package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasNoTinygrams_Test {
  @Test
  void should_hold_if_only_the_last_segment_is_small() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(FlowAssert::hasNoTinygrams);
  }

  @Test
  void should_fail_if_small_writes_go_out_one_by_one() {
    assertViolated(
        () -> assertThat(LinkTraffic.SMALL_WRITES.connection()).client(FlowAssert::hasNoTinygrams),
        "FlowAssert.hasNoTinygrams");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .client(FlowAssert::hasNoTinygrams),
        "it takes a capture beside the client, and this one is not known to stand there");
  }
}
