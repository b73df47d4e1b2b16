package dev.tcpunit.maven;

import static dev.tcpunit.rule.RuleVerdict.Outcome.VIOLATED;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.maven.CheckResults.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckMessagesTest {
  @Test
  void should_show_a_single_message_as_it_is() {
    Result only = reset(1, "client", "SO_LINGER 0");
    then(CheckMessages.of(List.of(only))).containsExactly(only.message());
    then(CheckMessages.of(List.of())).isEmpty();
  }

  @Test
  void should_show_five_of_those_that_are_alike_and_count_the_others() {
    List<Result> alike =
        IntStream.range(0, 1237).mapToObj(i -> reset(i, "client", "SO_LINGER " + i)).toList();
    then(CheckMessages.of(alike))
        .containsExactly(
            alike.get(0).message()
                + """

                the same of hasCleanFin in:
                  connection 1
                    in 1.pcapng
                  connection 2
                    in 2.pcapng
                  connection 3
                    in 3.pcapng
                  connection 4
                    in 4.pcapng
                  and 1 232 more\
                """);
  }

  @Test
  void should_count_none_where_all_are_shown() {
    List<Result> five = IntStream.range(0, 5).mapToObj(i -> reset(i, "client", "a")).toList();
    then(CheckMessages.of(five))
        .singleElement()
        .asString()
        .endsWith("connection 4\n    in 4.pcapng");
  }

  @Test
  void should_tell_apart_rules_sides_and_causes_that_go_on_over_lines() {
    List<Result> results = new ArrayList<>();
    results.add(reset(1, "client", "SO_LINGER 0,\n          or the end of its process"));
    results.add(reset(2, "server", "SO_LINGER 0,\n          or the end of its process"));
    results.add(reset(3, "client", "SO_LINGER 0,\n          or a full queue"));
    results.add(reset(4, "client", "SO_LINGER 0,\n          or the end of its process"));
    results.add(new Result("5.pcapng", "c", "hasNoResets", VIOLATED, "", "but it has one"));
    then(CheckMessages.of(results)).hasSize(4);
    then(CheckMessages.of(results).get(0)).contains("the same of hasCleanFin in:\n  connection 4");
  }

  private static Result reset(int number, String side, String cause) {
    String message =
        """
        Expecting connection
          connection %d
        to have a clean FIN
        but the %s aborted with RST %d.779 ms after the start, without a FIN:
        * #17 0.098778 > [R.] 154099 ack 128 win 64
        evidence: all %d bytes from the server were acknowledged
        cause:    %s
        rule:     RFC 9293 s3.6\
        """
            .formatted(number, side, number, number, cause);
    return new Result(
        number + ".pcapng", "connection " + number, "hasCleanFin", VIOLATED, "", message);
  }
}
