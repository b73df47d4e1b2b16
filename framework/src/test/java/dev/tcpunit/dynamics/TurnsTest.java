package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Role;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final String OPENED =
      """
      0.000 > [S] 0 win 64240
      0.010 < [S.] 0 ack 1 win 64240
      0.011 > [.] ack 1 win 64240
      """;

  private static List<String> turns(String segments) {
    return texts(of(segments));
  }

  private static Turns of(String segments) {
    return Turns.of(Scenario.trace(OPENED + segments).connections().get(0));
  }

  private static List<String> texts(Turns turns) {
    return turns.inOrder().stream()
        .map(turn -> (turn.sender() == Role.CLIENT ? "C" : "S") + turn.bytes())
        .toList();
  }

  /** What the kernel sends. */
  @Nested
  @CaptureTcp
  class OnLoopback {
    @BeforeAll
    static void be_in_a_private_network() {
      Requires.sandbox();
    }

    @Test
    void should_join_the_writes_of_a_side_until_the_other_speaks(TcpCapture capture)
        throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          Pair pair = exchange.open()) {
        send(pair.client, 100);
        send(pair.client, 36);
        pair.server.getInputStream().readNBytes(136);
        send(pair.server, 25);
        pair.client.getInputStream().readNBytes(25);
        send(pair.client, 200_000);
        pair.server.getInputStream().readNBytes(200_000);
        send(pair.server, 82);

        Turns turns = Turns.of(capture.connectionTo(exchange.port()));
        assertThat(texts(turns)).containsExactly("C136", "S25", "C200000", "S82");
        assertThat(turns.exchanges()).isEqualTo(1);
        assertThat(turns.continues()).isEqualTo(1);
        assertThat(turns.bytesInVain()).isZero();
      }
    }

    @Test
    void should_count_what_a_server_reset_after_its_answer(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          Pair pair = exchange.open()) {
        send(pair.client, 100);
        pair.server.getInputStream().readNBytes(100);
        send(pair.server, 50);
        pair.client.getInputStream().readNBytes(50);
        send(pair.client, 3000);
        pair.server.getInputStream().read();
        pair.server.close();

        Turns turns = Turns.of(capture.connectionTo(exchange.port()));
        assertThat(texts(turns)).containsExactly("C100", "S50", "C3000");
        assertThat(turns.bytesInVain()).isEqualTo(3000);
        assertThat(turns.exchanges()).isEqualTo(1);
      }
    }

    /** The client of HTTP/2 goes on when the server has agreed to it. */
    @Test
    @CaptureTcp(payload = Payload.FULL)
    void should_take_no_switch_of_protocols_for_a_continue(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          Pair pair = exchange.open()) {
        say(pair.client, pair.server, "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n");
        say(pair.server, pair.client, "HTTP/1.1 101 Switching Protocols\r\n\r\n");
        say(pair.client, pair.server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        say(pair.server, pair.client, "frames");

        Turns turns = Turns.of(capture.connectionTo(exchange.port()));
        assertThat(texts(turns)).containsExactly("C32", "S36", "C24", "S6");
        assertThat(turns.continues()).isZero();
        assertThat(turns.exchanges()).isEqualTo(2);
      }
    }

    private static void say(Socket from, Socket to, String text) throws IOException {
      from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      to.getInputStream().readNBytes(text.length());
    }

    private static void send(Socket from, int bytes) throws IOException {
      from.getOutputStream().write(new byte[bytes]);
    }
  }

  @Test
  void should_know_no_turn_where_nobody_spoke() {
    assertThat(turns("")).isEmpty();
    assertThat(of("").exchanges()).isZero();
    assertThat(of("").bytesInVain()).isZero();
  }

  @Test
  void should_count_bytes_once_and_where_they_were_lost_too() {
    assertThat(
            turns(
                """
                0.020 > [P.] 1:101 ack 1 win 64240
                0.320 > [P.] 1:101 ack 1 win 64240
                0.330 < [.] ack 101 win 64240
                0.331 < [P.] 101:151 ack 101 win 64240
                0.340 > [.] ack 1 win 64240
                0.350 < [P.] 1:101 ack 101 win 64240
                0.351 > [P.] 101:131 ack 151 win 64240
                """))
        .containsExactly("C100", "S150", "C30");
  }

  @Test
  void should_wait_for_the_bytes_before_those_that_overtook_them() {
    assertThat(
            turns(
                """
                0.020 > [P.] 1:11 ack 1 win 64240
                0.021 < [.] ack 11 win 64240
                0.022 < [P.] 11:21 ack 11 win 64240
                0.023 > [P.] 11:31 ack 1 win 64240
                0.024 < [P.] 1:11 ack 11 win 64240
                """))
        .containsExactly("C30", "S20");
  }

  @Test
  void should_take_no_other_answer_for_a_continue() {
    String short25 =
        """
        0.020 > [P.] 1:5001 ack 1 win 64240
        0.021 < [P.] 1:26 ack 5001 win 64240
        0.022 > [P.] 5001:6001 ack 26 win 64240
        0.023 < [P.] 26:126 ack 6001 win 64240
        """;

    assertThat(of(short25).continues()).isZero();
    assertThat(of(short25).exchanges()).isEqualTo(2);
    assertThat(of(short25.replace("5001", "301")).continues()).isEqualTo(1);
    assertThat(of(short25.replace("5001", "301").replace("26", "27")).continues()).isZero();
  }

  @Test
  void should_see_nothing_in_vain_in_a_farewell_that_was_read() {
    assertThat(
            of("""
            0.020 > [P.] 1:101 ack 1 win 64240
            0.021 < [P.] 1:101 ack 101 win 64240
            0.022 > [FP.] 101:125 ack 101 win 64240
            0.023 < [F.] 101 ack 126 win 64240
            0.024 > [.] ack 102 win 64240
            """)
                .bytesInVain())
        .isZero();
  }
}
