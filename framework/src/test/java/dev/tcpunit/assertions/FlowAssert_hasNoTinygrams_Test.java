package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
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

  /** As on loopback, whose segments may be as long as the first window. */
  @Test
  void should_take_half_the_window_for_full_size_if_that_is_less() {
    assertThat(twoSegmentsOf(5000)).hasNoTinygrams();
    assertThatThrownBy(() -> assertThat(twoSegmentsOf(4999)).hasNoTinygrams())
        .hasMessageContaining("1 of 2 data segments was small");
  }

  private static Flow twoSegmentsOf(int length) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000 <mss 9000>
            0.000009 < [S.] 0 ack 1 win 10000 <mss 9000>
            0.000016 > [.] ack 1 win 9000
            0.000266 > [P.] 1:%1$d ack 1 win 9000
            0.000267 > [P.] %1$d:%2$d ack 1 win 9000
            0.000290 < [.] ack %2$d win 10000
            """
                .formatted(1 + length, 1 + length + length - 100),
            VantagePoint.BOTH)
        .connections()
        .get(0)
        .clientToServer();
  }
}
