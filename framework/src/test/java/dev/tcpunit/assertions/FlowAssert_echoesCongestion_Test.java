package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_echoesCongestion_Test {
  @Test
  void should_hold_if_the_ACKs_echo_the_mark() {
    assertThat(LinkTraffic.CONGESTED.connection().atServer()).server(FlowAssert::echoesCongestion);
  }

  @Test
  void should_fail_if_they_do_not() {
    assertViolated(
        () -> assertThat(withoutEcho().atServer()).server(FlowAssert::echoesCongestion),
        "FlowAssert.echoesCongestion");
  }

  @Test
  void should_not_tell_if_ECN_was_not_negotiated() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .server(FlowAssert::echoesCongestion),
        "ECN was not negotiated");
  }

  @Test
  void should_hold_if_an_ACK_was_on_its_way_when_the_mark_came() {
    Connection upload =
        Scenario.trace(
                """
                0.000000 > [SEW] 0 win 9000
                0.000009 < [S.E] 0 ack 1 win 9000
                0.000016 > [.] ack 1 win 9000
                0.000266 > [.] 1:1001 ack 1 win 9000
                0.000267 > [P.] 1001:2001 ack 1 win 9000 CE
                0.000268 < [.] ack 1001 win 9000
                0.000270 < [.E] ack 2001 win 9000
                """,
                VantagePoint.BOTH)
            .connections()
            .get(0);

    assertThat(upload).server(FlowAssert::echoesCongestion);
  }

  @Test
  void should_hold_if_the_counter_of_accurate_ECN_tells_of_each_mark() {
    assertThat(accurate("Ee", "We", "EWe")).server(FlowAssert::echoesCongestion);
  }

  @Test
  void should_fail_if_the_counter_of_accurate_ECN_leaves_a_mark_out() {
    assertViolated(
        () -> assertThat(accurate("Ee", "We", "We")).server(FlowAssert::echoesCongestion),
        "FlowAssert.echoesCongestion.miscounted");
  }

  @Test
  void should_fail_if_the_counter_of_accurate_ECN_tells_of_more_marks_than_came() {
    assertThatThrownBy(
            () -> assertThat(accurate("Ee", "EWe", "EWe")).server(FlowAssert::echoesCongestion))
        .hasMessageContaining("a counter does not tell of the marks that had come, 1 in all");
  }

  /** 1000 bytes came marked, and then 1000 more. */
  @Test
  void should_compare_the_bytes_that_the_option_of_accurate_ECN_counts() {
    assertThat(accurate("Ee", "We", "EWe <unknown-172 0x0003e90007d0000001>"))
        .server(FlowAssert::echoesCongestion);
    assertThatThrownBy(
            () ->
                assertThat(accurate("Ee", "We", "EWe <unknown-172 0x0007d10003e8000001>"))
                    .server(FlowAssert::echoesCongestion))
        .hasMessageContaining("a counter does not tell of the marks that had come, 2 in all");
  }

  /** An ACK of what came before a mark may have been on its way when that came. */
  private static Connection accurate(String before, String first, String second) {
    String[] last = second.split(" ", 2);
    return Scenario.trace(
            """
            0.000000 > [SEWe] 0 win 9000 <mss 1460>
            0.000009 < [S.W] 0 ack 1 win 9000 <mss 1460>
            0.000016 > [.W] ack 1 win 9000
            0.000266 > [.Ee] 1:1001 ack 1 win 9000
            0.000267 > [P.Ee] 1001:2001 ack 1 win 9000 CE
            0.000268 < [.%s] ack 1001 win 9000
            0.000270 < [.%s] ack 2001 win 9000
            0.000280 > [P.Ee] 2001:3001 ack 1 win 9000 CE
            0.000290 < [.%s] ack 3001 win 9000 %s
            """
                .formatted(before, first, last[0], last.length > 1 ? last[1] : ""),
            VantagePoint.BOTH)
        .connections()
        .get(0);
  }

  /** A server that negotiates ECN and then does not echo marks. */
  private static Connection withoutEcho() {
    return Patches.patch(
            LinkTraffic.CONGESTED.recording(),
            "192.0.2.1",
            tcp -> {
              if ((tcp.get(13) & TcpFlags.SYN) == 0) {
                Patches.withoutFlag(TcpFlags.ECE).accept(tcp);
              }
            })
        .connection();
  }
}
