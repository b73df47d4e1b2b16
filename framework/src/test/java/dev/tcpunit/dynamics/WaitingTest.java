package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.001000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.002000 > [.] 1 ack 1 win 502
      """;

  private static Connection connection(String text) {
    return Scenario.trace(text, 10_000, Completeness.COMPLETE).connections().get(0);
  }

  private static Waiting only(String text) {
    List<Waiting> found = Waiting.of(connection(text));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void assertWaits(Waiting waiting, WaitingFor what, Role side, long frame) {
    assertThat(waiting.what()).isEqualTo(what);
    assertThat(waiting.side()).contains(side);
    assertThat(waiting.since().frame()).isEqualTo(frame);
  }

  @Test
  void should_tell_that_nobody_answers_a_syn() {
    Waiting waiting =
        only(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            1.000000 > [S] 0 win 64240 <mss 1460>
            3.000000 > [S] 0 win 64240 <mss 1460>
            """);

    assertWaits(waiting, WaitingFor.HANDSHAKE, Role.CLIENT, 1);
    assertThat(waiting.nanos()).isEqualTo(10_000_000_000L);
    assertThat(waiting.explanation())
        .isEqualTo("its SYN is not answered, though sent again 2 times");
  }

  @Test
  void should_tell_that_the_third_segment_of_the_handshake_is_missing() {
    Waiting waiting =
        only(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.001000 < [S.] 0 ack 1 win 65024 <mss 1460>
            1.001000 < [S.] 0 ack 1 win 65024 <mss 1460>
            """);

    assertWaits(waiting, WaitingFor.HANDSHAKE, Role.SERVER, 2);
    assertThat(waiting.explanation())
        .isEqualTo("its SYN-ACK is not answered, though sent again once");
  }

  @Test
  void should_tell_of_a_window_that_is_closed_and_of_the_probes_of_it() {
    String filled =
        OPENING
            + """
            0.003000 > [P.] 1:1461 ack 1 win 502
            0.004000 < [.] 1 ack 1461 win 12
            0.005000 > [P.] 1461:2997 ack 1 win 502
            0.006000 < [.] 1 ack 2997 win 0
            """;
    Waiting silent = only(filled);
    Waiting probed =
        only(
            filled
                + """
                0.206000 > [.] 2996:2996 ack 1 win 502
                0.206100 < [.] 1 ack 2997 win 0
                """);

    assertWaits(silent, WaitingFor.WINDOW, Role.CLIENT, 7);
    assertThat(silent.nanos()).isEqualTo(9_994_000_000L);
    assertThat(silent.explanation())
        .isEqualTo("the server announces a window of 0: its program does not read");
    assertWaits(probed, WaitingFor.WINDOW, Role.CLIENT, 7);
  }

  @Test
  void should_begin_anew_where_a_window_had_opened_in_between() {
    Waiting waiting =
        only(
            OPENING
                + """
                0.003000 > [P.] 1:1461 ack 1 win 502
                0.004000 < [.] 1 ack 1461 win 0
                0.005000 < [.] 1 ack 1461 win 20
                0.006000 > [P.] 1461:2921 ack 1 win 502
                0.007000 < [.] 1 ack 1461 win 0
                """);

    assertWaits(waiting, WaitingFor.WINDOW, Role.CLIENT, 8);
    assertThat(waiting.unacknowledgedBytes()).isEqualTo(1460);
    assertThat(waiting.explanation())
        .startsWith("1,460 bytes that it sent are not acknowledged; the server announces");
  }

  @Test
  void should_tell_that_both_sides_wait_where_neither_reads() {
    List<Waiting> both =
        Waiting.of(
            connection(
                OPENING
                    + """
                    0.003000 > [P.] 1:101 ack 1 win 502
                    0.004000 < [P.] 1:101 ack 101 win 0
                    0.005000 > [.] 101 ack 101 win 0
                    """));

    assertThat(both).extracting(Waiting::what).containsOnly(WaitingFor.WINDOW).hasSize(2);
    assertThat(both).extracting(w -> w.side().orElseThrow()).contains(Role.CLIENT, Role.SERVER);
  }

  @Test
  void should_tell_of_bytes_that_are_not_acknowledged_since_they_were_first_sent() {
    Waiting waiting =
        only(
            OPENING
                + """
                0.003000 > [.] 1:1461 ack 1 win 502
                0.003100 > [P.] 1461:2921 ack 1 win 502
                0.004000 < [.] 1 ack 1461 win 508
                0.300000 > [P.] 1461:2921 ack 1 win 502
                0.900000 > [P.] 1461:2921 ack 1 win 502
                """);

    assertWaits(waiting, WaitingFor.ACKNOWLEDGEMENT, Role.CLIENT, 5);
    assertThat(waiting.explanation())
        .isEqualTo("1,460 bytes that it sent are not acknowledged, though sent again 2 times");
  }

  @Test
  void should_tell_of_a_fin_that_is_not_acknowledged() {
    Waiting alone = only(OPENING + "0.003000 > [F.] 1 ack 1 win 502");
    Waiting behindData = only(OPENING + "0.003000 > [FP.] 1:2 ack 1 win 502");

    assertWaits(alone, WaitingFor.ACKNOWLEDGEMENT, Role.CLIENT, 4);
    assertThat(alone.explanation()).isEqualTo("its FIN is not acknowledged");
    assertThat(behindData.explanation())
        .isEqualTo("1 byte that it sent is not acknowledged, nor is its FIN");
  }

  @Test
  void should_tell_who_has_not_closed_in_answer_to_a_fin() {
    String answered =
        OPENING
            + """
            0.003000 > [P.] 1:101 ack 1 win 502
            0.004000 < [P.] 1:11 ack 101 win 508
            0.005000 > [.] 101 ack 11 win 502
            """;
    Waiting server =
        only(
            answered
                + """
                0.006000 < [F.] 11 ack 101 win 508
                0.046000 > [.] 101 ack 12 win 502
                """);

    assertWaits(server, WaitingFor.CLOSE, Role.SERVER, 8);
    assertThat(server.explanation())
        .isEqualTo(
            "its FIN is acknowledged; the client has not closed its own direction (CLOSE-WAIT)");
    assertWaits(only(answered), WaitingFor.DATA, Role.SERVER, 5);
  }

  @Test
  void should_tell_who_spoke_last_where_all_is_acknowledged() {
    Waiting waiting =
        only(
            OPENING
                + """
                0.003000 > [P.] 1:101 ack 1 win 502
                0.004000 < [.] 1 ack 101 win 508
                """);

    assertWaits(waiting, WaitingFor.DATA, Role.CLIENT, 4);
    assertThat(waiting.explanation())
        .isEqualTo(
            "it sent last, all of its 100 bytes are acknowledged; the server has sent nothing"
                + " since");
  }

  @Test
  void should_name_nobody_where_neither_side_has_sent_a_byte() {
    Waiting waiting = only(OPENING);

    assertThat(waiting.what()).isEqualTo(WaitingFor.DATA);
    assertThat(waiting.side()).isEmpty();
    assertThat(waiting.nanos()).isEqualTo(9_998_000_000L);
  }

  @Test
  void should_find_nobody_waiting_on_a_connection_that_is_over() {
    String refused =
        """
        0.000000 > [S] 0 win 64240 <mss 1460>
        0.001000 < [R.] 0 ack 1 win 0
        """;
    String clean =
        OPENING
            + """
            0.003000 > [F.] 1 ack 1 win 502
            0.004000 < [F.] 1 ack 2 win 508
            0.005000 > [.] 2 ack 2 win 502
            """;
    String reset = OPENING + "0.003000 > [P.] 1:101 ack 1 win 502\n0.004000 < [R.] 1 ack 101 win 0";

    assertThat(Waiting.of(connection(refused))).isEmpty();
    assertThat(Waiting.of(connection(clean))).isEmpty();
    assertThat(Waiting.of(connection(reset))).isEmpty();
  }

  @Test
  void should_leave_out_what_came_after_the_moment() {
    Connection connection =
        connection(
            OPENING
                + """
                0.003000 > [P.] 1:101 ack 1 win 502
                2.000000 < [.] 1 ack 101 win 508
                5.000000 > [F.] 101 ack 1 win 502
                5.000100 < [F.] 1 ack 102 win 508
                5.000200 > [.] 102 ack 2 win 502
                """);

    assertThat(Waiting.of(connection)).isEmpty();
    assertThat(at(connection, 4_999)).extracting(Waiting::what).containsOnly(WaitingFor.DATA);
    assertThat(at(connection, 4_999)).extracting(Waiting::nanos).containsOnly(4_996_000_000L);
    assertThat(at(connection, 1_999))
        .extracting(Waiting::what)
        .containsOnly(WaitingFor.ACKNOWLEDGEMENT);
    assertThat(at(connection, 0)).extracting(Waiting::what).containsOnly(WaitingFor.HANDSHAKE);
    assertThat(at(connection, -1)).isEmpty();
  }

  private static List<Waiting> at(Connection connection, long millis) {
    return Waiting.at(connection, millis * 1_000_000);
  }
}
