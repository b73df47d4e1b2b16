package dev.tcpunit.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String HEAD = FingerprintWriter.HEAD + "\n";

  /** A connection that sends a number of bytes, from one moment on, and stays open. */
  private static String connection(
      int clientPort, int serverPort, double start, double speaks, int bytes) {
    return """
    connection 127.0.0.1:%d > 127.0.0.1:%d
    %.3f > [S] 0 win 64240
    %.3f < [S.] 0 ack 1 win 64240
    %.3f > [.] ack 1 win 64240
    %.3f > [P.] 1:%d ack 1 win 64240
    %.3f < [.] ack %d win 64240
    """
        .formatted(
            clientPort,
            serverPort,
            start,
            start + 0.001,
            start + 0.002,
            speaks,
            bytes + 1,
            speaks + 0.001,
            bytes + 1);
  }

  private static Fingerprint of(String... connections) {
    return Fingerprint.of(Scenario.trace(String.join("", connections)), Environment.UNKNOWN);
  }

  @Test
  void should_keep_the_order_of_connections_one_after_the_other() {
    Fingerprint one = of(connection(1001, 80, 0, 0.01, 100), connection(1002, 81, 0.1, 0.2, 900));
    Fingerprint other = of(connection(1001, 80, 0, 0.01, 900), connection(1002, 81, 0.1, 0.2, 100));

    assertThat(one.toString()).contains("connection 1 to server 1\n", "connection 2 to server 2\n");
    assertThat(other.differencesFrom(one))
        .extracting(FactDifference::toString)
        .containsExactly(
            "connection 1, turn 1 client: 100 -> 900", "connection 2, turn 1 client: 900 -> 100");
  }

  @Test
  void should_give_connections_that_are_opened_together_no_order() {
    Fingerprint one = of(connection(1001, 80, 0, 0.3, 100), connection(1002, 81, 0.1, 0.2, 900));
    Fingerprint other = of(connection(1001, 81, 0, 0.3, 900), connection(1002, 80, 0.1, 0.2, 100));

    assertThat(one.toString()).contains("connection 2 to server 2, together with the one before\n");
    assertThat(other).isEqualTo(one);
    assertThat(other.differencesFrom(one)).isEmpty();
  }

  @Test
  void should_take_an_order_that_was_not_always_there_for_none() {
    Fingerprint inOrder =
        of(connection(1001, 80, 0, 0.01, 900), connection(1002, 80, 0.1, 0.2, 100));
    Fingerprint together =
        of(connection(1001, 80, 0, 0.3, 100), connection(1002, 80, 0.1, 0.2, 900));

    assertThat(together.differencesFrom(inOrder)).isEmpty();
    assertThat(inOrder.differencesFrom(together)).isEmpty();
  }

  @Test
  void should_tell_that_two_connections_go_to_one_server_and_not_to_two() {
    Fingerprint two = of(connection(1001, 80, 0, 0.01, 100), connection(1002, 81, 0.1, 0.2, 100));
    Fingerprint one = of(connection(1001, 80, 0, 0.01, 100), connection(1002, 80, 0.1, 0.2, 100));

    assertThat(one.differencesFrom(two))
        .extracting(FactDifference::toString)
        .containsExactly("connection 2, server: 2 -> 1");
  }

  @ParameterizedTest
  @CsvSource({
    "136, 152, true",
    "136, 153, false",
    "136, 120, true",
    "2000, 2040, true",
    "2000, 2041, false",
    "4096, 4178, true",
    "4096, 4179, false",
    "200000, 200200, true",
    "200000, 200201, false",
    "0, 16, true"
  })
  void should_allow_a_head_16_bytes_or_2_percent_and_a_body_a_thousandth(
      String recorded, String seen, boolean same) {
    assertThat(Tolerance.isSame(recorded, seen)).isEqualTo(same);
  }

  @Test
  void should_join_runs_into_alternatives_rates_and_drop_turns_that_are_not_the_same() {
    Fingerprint one = of(connection(1001, 80, 0, 0.01, 100));
    Fingerprint more = of(connection(1001, 80, 0, 0.01, 105));
    Fingerprint other = of(connection(1001, 80, 0, 0.01, 500));

    assertThat(one.with(more).toString()).contains("runs : 2\n", "turn 1 client ~ 100\n");
    assertThat(one.with(other).toString())
        .contains("turn 1 client ~ 100 | 500\n", "first to close % none 2\n");
    assertThat(other.differencesFrom(one.with(other))).isEmpty();
    assertThat(Fingerprint.parse(one.with(other).toString())).isEqualTo(one.with(other));
  }

  @Test
  void should_tell_that_the_server_speaks_first() {
    String answered =
        """
        connection 127.0.0.1:1001 > 127.0.0.1:80
        0.000 > [S] 0 win 64240
        0.001 < [S.] 0 ack 1 win 64240
        0.002 > [.] ack 1 win 64240
        0.003 > [P.] 1:101 ack 1 win 64240
        0.004 < [P.] 1:51 ack 101 win 64240
        0.005 > [.] ack 51 win 64240
        """;
    String greeted =
        """
        connection 127.0.0.1:1001 > 127.0.0.1:80
        0.000 > [S] 0 win 64240
        0.001 < [S.] 0 ack 1 win 64240
        0.002 > [.] ack 1 win 64240
        0.003 < [P.] 1:21 ack 1 win 64240
        0.004 > [P.] 1:101 ack 21 win 64240
        0.005 < [P.] 21:71 ack 101 win 64240
        0.006 > [.] ack 71 win 64240
        """;

    assertThat(of(greeted).differencesFrom(of(answered)))
        .extracting(FactDifference::toString)
        .containsExactly("connection 1, turns: 2 -> 3");
    assertThat(of(answered).differencesFrom(of(greeted)))
        .extracting(FactDifference::toString)
        .containsExactly("connection 1, turns: 3 -> 2");
  }

  @Test
  void should_not_compare_a_fact_that_was_taken_out() {
    Fingerprint recorded = of(connection(1001, 80, 0, 0.01, 100));
    String shorter = recorded.toString().replaceAll("(?m)^  (turn|first segment).*\n", "");
    Fingerprint other = of(connection(1001, 80, 0, 0.01, 500));

    assertThat(other.differencesFrom(recorded)).isNotEmpty();
    assertThat(other.differencesFrom(Fingerprint.parse(shorter))).isEmpty();
  }

  @Test
  void should_keep_what_a_program_says_on_one_line() {
    Fingerprint print = of(connection(1001, 80, 0, 0.01, 100)).withOutcome(" a | b\n= c\u0000");

    assertThat(print.toString()).contains("\noutcome = a / b = c\n");
    assertThat(Fingerprint.parse(print.toString())).isEqualTo(print);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections 2",
        "connection = 2",
        "turn x client ~ 5",
        "turn 1 client ~ five",
        "  close = clean",
        "connection 2 to server 1",
        "connection 1 to server 1, together",
        "runs : 0",
        "Nagle stalls % often"
      })
  void should_name_the_line_that_is_no_fact(String line) {
    assertThatThrownBy(() -> Fingerprint.parse(HEAD + "\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 3: ");
  }

  @Test
  void should_read_only_what_begins_as_a_baseline() {
    assertThatThrownBy(() -> Fingerprint.parse(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 1: ");
    assertThatThrownBy(() -> Fingerprint.parse("# tcpunit baseline 2\n"))
        .hasMessageStartingWith("line 1: ");
  }

  @Test
  void should_name_libraries_and_systems_that_are_others() {
    Environment then =
        new Environment(
            Map.of("JDK", "17", "kernel", "6.1", "library okhttp", "4.12.0", "library old", "1"));
    Environment now =
        new Environment(
            Map.of("JDK", "25", "kernel", "6.1", "library okhttp", "5.3.0", "library new", "2"));

    assertThat(now.otherLibraries(then))
        .containsExactly("okhttp 4.12.0 -> 5.3.0", "old 1 is gone", "new 2 is new");
    assertThat(now.otherSystem(then)).containsExactly("JDK 17 -> 25");
    assertThat(now.otherLibraries(Environment.UNKNOWN)).isEmpty();
    assertThat(Environment.UNKNOWN.otherSystem(then)).isEmpty();
  }

  @Test
  void should_know_the_libraries_of_this_class_path() {
    assertThat(Environment.ofThisJvm().values())
        .containsKeys("kernel", "JDK", "library assertj-core");
  }
}
