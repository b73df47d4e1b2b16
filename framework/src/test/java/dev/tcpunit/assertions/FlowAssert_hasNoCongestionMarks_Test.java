package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowAssert_hasNoCongestionMarks_Test {
  @Test
  void should_hold_if_no_packet_was_marked() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .client(FlowAssert::hasNoCongestionMarks);
  }

  @Test
  void should_fail_if_a_packet_arrived_marked() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.CONGESTED.connection().atServer())
                .client(FlowAssert::hasNoCongestionMarks),
        "FlowAssert.hasNoCongestionMarks");
  }

  @Test
  void should_not_tell_if_there_are_no_IP_headers() {
    assertCannotTell(
        () ->
            assertThat(Uploads.connection(Uploads.UPLOAD)).client(FlowAssert::hasNoCongestionMarks),
        "the IP headers, which bear the marks, were not captured");
  }

  @Test
  void should_fail_where_only_the_echo_of_the_peer_tells_of_a_mark() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.CONGESTED.connection().atClient())
                .client(FlowAssert::hasNoCongestionMarks),
        "FlowAssert.hasNoCongestionMarks.echoed");
  }

  /** Its bits may be what was damaged, and nobody took it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[SEW]  | [S.E] | [.E] | [.]",
        "[SEWe] | [S.W] | [.We] | [.Ee]",
        "[SEWe] | [S.W] | [.] | [.Ee]"
      })
  void should_take_no_echo_from_a_segment_with_a_wrong_checksum(
      String syn, String synAck, String damaged, String sound) {
    Connection connection =
        Scenario.trace(
                """
                0.000000 > %s 0 win 9000 <mss 1460>
                0.000009 < %s 0 ack 1 win 9000 <mss 1460>
                0.000016 > [.] ack 1 win 9000
                0.000266 > [P.] 1:1001 ack 1 win 9000
                0.000267 < %s ack 1001 win 9000 BAD
                0.000268 < %s ack 1001 win 9000
                0.000280 > [P.] 1001:2001 ack 1 win 9000
                0.000290 < %s ack 2001 win 9000
                """
                    .formatted(syn, synAck, damaged, sound, sound))
            .connections()
            .get(0);

    assertThat(connection.segments().get(4).acceptance()).isEqualTo(Acceptance.IGNORED);
    assertThatThrownBy(() -> assertThat(connection).client(FlowAssert::hasNoCongestionMarks))
        .hasMessageContaining("but it cannot be told: the checksum of 1 segment is wrong");
  }

  @Test
  void should_hold_if_the_counter_of_accurate_ECN_stands_where_it_began() {
    assertThat(accurate("W", "Ee", "Ee")).client(FlowAssert::hasNoCongestionMarks);
  }

  @Test
  void should_fail_if_the_counter_of_accurate_ECN_went_on() {
    assertViolated(
        () -> assertThat(accurate("W", "Ee", "We")).client(FlowAssert::hasNoCongestionMarks),
        "FlowAssert.hasNoCongestionMarks.counted");
  }

  /** Three bits: after eight marks they are what they were, but not in between. */
  @ParameterizedTest
  @ValueSource(strings = {"We", "EWe", "", "E", "W", "EW", "e"})
  void should_fail_if_the_counter_has_any_other_value(String counter) {
    assertThatThrownBy(
            () -> assertThat(accurate("W", "Ee", counter)).client(FlowAssert::hasNoCongestionMarks))
        .hasMessageContaining("but the server echoed a mark in 1 segment");
  }

  @Test
  void should_fail_if_the_SYN_ACK_of_accurate_ECN_says_that_the_SYN_was_marked() {
    assertThatThrownBy(
            () -> assertThat(accurate("We", "We", "We")).client(FlowAssert::hasNoCongestionMarks))
        .hasMessageContaining("but the server echoed a mark in 3 segments");
  }

  @Test
  void should_hold_for_the_server_though_the_ACK_of_the_SYN_ACK_tells_something_else() {
    assertThat(accurate("W", "Ee", "Ee")).server(FlowAssert::hasNoCongestionMarks);
  }

  /** After eight marks the three bits are what they were; the option counts on. */
  @ParameterizedTest
  @CsvSource({
    "unknown-172 0x000001002ee0000001, 1, 12000, 1",
    "unknown-174 0x000001002ee0000001, 1, 12000, 1",
    "unknown-172 0x0007d1000001, 2001, 1, -1"
  })
  void should_fail_if_the_option_of_accurate_ECN_counts_marked_bytes(
      String option, int ect0, int ce, int ect1) {
    Connection connection = withOption(option);

    Segment last = connection.segments().get(connection.segments().size() - 1);
    AccurateEcn counters = last.accurateEcn().orElseThrow();
    assertThat(counters.ect0Bytes()).hasValue(ect0);
    assertThat(counters.ceBytes()).hasValue(ce);
    assertThat(counters.ect1Bytes().orElse(-1)).isEqualTo(ect1);
    assertThatThrownBy(() -> assertThat(connection).client(FlowAssert::hasNoCongestionMarks))
        .hasMessageContaining("but the server echoed a mark in 1 segment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown-172 0x0007d1000000000001",
        "unknown-174 0x0000010000000007d1",
        "unknown-172 0x0007d1",
        "unknown-172"
      })
  void should_hold_if_the_option_of_accurate_ECN_counts_no_marked_bytes(String option) {
    assertThat(withOption(option)).client(FlowAssert::hasNoCongestionMarks);
  }

  @Test
  void should_not_tell_if_the_counter_of_accurate_ECN_was_cleared() {
    assertCannotTell(
        () -> assertThat(accurate("W", "", "")).client(FlowAssert::hasNoCongestionMarks),
        "the peer's counter of marks is zero at first: something cleared it");
  }

  private static Connection accurate(String synAck, String first, String second) {
    return accurate(synAck, first, second, "");
  }

  private static Connection withOption(String option) {
    return accurate("W", "Ee", "Ee", "options [" + option + "], ");
  }

  private static Connection accurate(String synAck, String first, String second, String options) {
    return Traces.parseTcpdump(
            """
            0.000000 IP (tos 0x0, id 1, proto TCP (6), length 60) 192.0.2.1.40000 > 192.0.2.2.80: Flags [SEWe], seq 1000, win 64240, options [mss 1460], length 0
            0.010000 IP (tos 0x0, id 1, proto TCP (6), length 60) 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.%s], seq 5000, ack 1001, win 65160, options [mss 1460], length 0
            0.010100 IP (tos 0x2,ECT(0), id 2, proto TCP (6), length 40) 192.0.2.1.40000 > 192.0.2.2.80: Flags [.W], ack 5001, win 502, length 0
            0.010200 IP (tos 0x2,ECT(0), id 3, proto TCP (6), length 1040) 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.Ee], seq 1001:2001, ack 5001, win 502, length 1000
            0.020200 IP (tos 0x2,ECT(0), id 2, proto TCP (6), length 40) 192.0.2.2.80 > 192.0.2.1.40000: Flags [.%s], ack 2001, win 502, length 0
            0.020300 IP (tos 0x2,ECT(0), id 4, proto TCP (6), length 1040) 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.Ee], seq 2001:3001, ack 5001, win 502, length 1000
            0.030200 IP (tos 0x2,ECT(0), id 3, proto TCP (6), length 40) 192.0.2.2.80 > 192.0.2.1.40000: Flags [.%s], ack 3001, win 502, %slength 0
            """
                .formatted(synAck, first, second, options))
        .connections()
        .get(0);
  }
}
