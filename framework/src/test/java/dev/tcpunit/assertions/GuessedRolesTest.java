package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Of a connection whose SYN was not captured, ports tell who is the client, or they do not. */
class GuessedRolesTest {
  private static final String RESET =
      """
      12:00:00.000000 IP 192.0.2.1.CLIENT > 192.0.2.2.SERVER: Flags [P.], seq 1000:1400, ack 5000, win 502, length 400
      12:00:00.010000 IP 192.0.2.2.SERVER > 192.0.2.1.CLIENT: Flags [P.], seq 5000:5050, ack 1400, win 502, length 50
      12:00:00.010100 IP 192.0.2.1.CLIENT > 192.0.2.2.SERVER: Flags [.], ack 5050, win 502, length 0
      12:00:00.020000 IP 192.0.2.2.SERVER > 192.0.2.1.CLIENT: Flags [R.], seq 5050, ack 1400, win 502, length 0
      """;

  private static final String OTHER =
      """
      12:00:01.000000 IP 192.0.2.1.50000 > 192.0.2.2.33000: Flags [S], seq 1000, win 64240, options [mss 1460], length 0
      12:00:01.010000 IP 192.0.2.2.33000 > 192.0.2.1.50000: Flags [S.], seq 5000, ack 1001, win 64240, options [mss 1460], length 0
      12:00:01.010100 IP 192.0.2.1.50000 > 192.0.2.2.33000: Flags [.], ack 1, win 502, length 0
      """;

  @Test
  void should_tell_what_a_side_did_where_a_port_is_known_for_a_server() {
    for (int server : List.of(443, 8080)) {
      Connection connection = connection(40_000, server);

      assertThat(connection).wasResetBy(Role.SERVER).wasAbortedBy(Role.SERVER);
      assertThat(connection).wasClosedFirstBy(Role.SERVER);
      assertThat(connection.clientToServer()).hasByteCountAtLeast(400);
    }
  }

  @Test
  void should_not_tell_what_a_side_did_where_both_ports_may_be_a_client() {
    Connection connection = connection(33_000, 45_000);

    for (Role side : Role.values()) {
      assertGuess(() -> assertThat(connection).wasResetBy(side));
      assertGuess(() -> assertThat(connection).wasAbortedBy(side));
      assertGuess(() -> assertThat(connection).wasClosedFirstBy(side));
      assertGuess(() -> assertThat(connection.flow(side)).hasByteCountAtLeast(400));
    }
  }

  @Test
  void should_know_the_server_by_another_connection_to_it() {
    Connection connection = Traces.parseTcpdump(ports(45_000, 33_000) + OTHER).connections().get(0);

    assertThat(connection).wasResetBy(Role.SERVER);
  }

  private static void assertGuess(ThrowingCallable assertion) {
    assertCannotTell(assertion, "which side is the client is only a guess, as no SYN was captured");
  }

  private static Connection connection(int client, int server) {
    return Traces.parseTcpdump(ports(client, server)).connections().get(0);
  }

  private static String ports(int client, int server) {
    return RESET.replace("CLIENT", "" + client).replace("SERVER", "" + server);
  }
}
