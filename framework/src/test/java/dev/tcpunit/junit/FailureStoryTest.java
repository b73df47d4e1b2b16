package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;

/** What failures tell of the wire, of real connections in real trouble. */
class FailureStoryTest {
  @TempDir Path directory;

  private Throwable failure(Class<?> type) {
    return failure(new Kit(directory), type);
  }

  private static Throwable failure(Kit kit, Class<?> type) {
    return kit.run(type)
        .testEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static List<String> stories(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .map(Throwable::toString)
        .filter(text -> text.startsWith("TcpUnit: "))
        .toList();
  }

  /** The one story of the one failure, on one line, without the numbers that differ. */
  private String story(Class<?> type) {
    List<String> stories = stories(failure(type));
    assertThat(stories).hasSize(1);
    assertThat(stories.get(0).lines().filter(line -> !line.startsWith("  capture: ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    return stories
        .get(0)
        .replaceAll("\n +", " ")
        .replaceAll("\\d+(\\.\\d+)? m?s\\b", "TIME")
        .replaceAll("#\\d+", "#N")
        .replaceAll("(127\\.0\\.0\\.1|192\\.0\\.2\\.[12]):\\d+\\b", "$1:PORT");
  }

  @Test
  void should_tell_of_a_refused_connection() {
    assertThat(story(FailedTests.NobodyListens.class))
        .startsWith(
            "TcpUnit: what the wire saw until the test failed of"
                + " dev.tcpunit.junit.FailedTests.NobodyListens.test, by ")
        .contains(
            " on lo, in a private network 127.0.0.1:PORT > 127.0.0.1:PORT: refused by the server"
                + " after TIME; client sent 0 bytes, server sent 0 bytes #N ")
        .doesNotContain("while the test was left")
        .endsWith(
            " capture: " + directory + "/dev.tcpunit.junit.FailedTests.NobodyListens/test.pcapng");
  }

  @Test
  void should_explain_that_there_is_no_other_host_in_a_private_network() {
    String forward = "tests reach a port outside no TCP connection of this test was captured";
    assertThat(story(FailedOutside.NobodyKnowsTheHost.class))
        .contains(
            ", in a private network this test runs in a private network, where there is no name"
                + " server: tcpunit.forward=db.invalid:PORT lets "
                + forward);
    assertThat(story(FailedOutside.NobodyKnowsTheHostOfAnUri.class))
        .contains("where there is no name server: tcpunit.forward=HOST:PORT lets " + forward);
    assertThat(story(FailedOutside.NoWayToTheHost.class))
        .contains(
            "where there is no way to another host: tcpunit.forward=HOST:PORT lets " + forward);
  }

  @Test
  void should_tell_of_a_SYN_that_nobody_answers() {
    assertThat(story(FailedTests.NobodyAnswersTheSyn.class))
        .contains(
            "PORT: not answered for TIME; client sent 0 bytes, server sent 0 bytes the client has"
                + " waited for the server for TIME, since #N: its SYN is not answered, though sent"
                + " again once #N ");
  }

  @Test
  void should_tell_of_a_server_that_does_not_read_as_it_stood_at_the_limit_of_the_test() {
    assertThat(story(FailedTests.ServerNeverReads.class))
        .startsWith(
            "TcpUnit: what the wire saw until the test's limit of 1500 milliseconds was reached of"
                + " ")
        .containsPattern(
            "PORT: open for TIME; client sent [\\d,]+ bytes, server sent 0 bytes the client has"
                + " waited for the server for TIME, since #N: the server announces a window of 0:"
                + " its program does not read; \\d probes had no effect while the test was left:")
        .containsPattern(
            "while the test was left: (FIN|RST) of the (client|server) \\(#N, TIME after")
        .doesNotContain("as the cause");
  }

  @Test
  void should_tell_of_a_server_that_does_not_answer() {
    assertThat(story(FailedTests.ServerNeverAnswers.class))
        .contains(
            "PORT: open for TIME; client sent 100 bytes, server sent 0 bytes the client has waited"
                + " for the server for TIME, since #N: it sent last, all of its 100 bytes are"
                + " acknowledged; the server has sent nothing since as the cause of the failure, or"
                + " while the test was left: FIN of the client (#N, TIME before) and FIN of the"
                + " server (#N, TIME before) ");
  }

  @Test
  void should_tell_of_a_client_that_does_not_close() {
    assertThat(story(FailedTests.ClientNeverCloses.class))
        .contains(
            "PORT: closed by the server only; client sent 100 bytes, server sent 10 bytes the"
                + " server has waited for the client for TIME, since #N: its FIN is acknowledged;"
                + " the client has not closed its own direction (CLOSE-WAIT) ");
  }

  @Test
  void should_tell_of_a_reset_in_the_middle_of_an_upload() {
    assertThat(story(FailedTests.ServerResets.class))
        .contains("PORT: reset by the server after TIME; client sent 1,000 bytes, server sent 0")
        .doesNotContain("has waited");
  }

  @Test
  void should_tell_of_a_link_that_is_dead() {
    assertThat(story(FailedTests.LinkIsDead.class))
        .containsPattern(
            "PORT: open for TIME; client sent 6,000 bytes \\(5,000 not acknowledged\\), server sent"
                + " 0 bytes the client has waited for the server for TIME, since #N: 5,000 bytes"
                + " that it sent are not acknowledged, though sent again \\d times the link lost"
                + " \\d+ segments of the client ");
  }

  @Test
  void should_tell_of_an_answer_that_came_while_the_client_was_sending() {
    assertThat(story(FailedTests.AnsweredEarly.class))
        .containsPattern(
            "PORT: reset by the server after TIME; client sent [\\d,]+ bytes \\([\\d,]+ not"
                + " acknowledged\\), server sent 26 bytes ")
        .contains("FIN of the server");
  }

  @Test
  void should_tell_first_of_the_connection_that_stands_still() {
    assertThat(story(FailedTests.TwoConnections.class))
        .containsPattern(
            "(?s)private network 127.0.0.1:PORT > 127.0.0.1:PORT: open for TIME; client sent 0"
                + " bytes, server sent 0 bytes nothing has happened for TIME, since #N: neither"
                + " side has sent a byte .* 127.0.0.1:PORT > 127.0.0.1:PORT: closed by both sides"
                + " after TIME; client sent 1,000 bytes, server sent 0 bytes ");
  }

  @Test
  void should_count_what_would_be_too_many_lines() {
    String story = story(FailedTests.FiftyConnections.class);

    assertThat(story.split("PORT: open for TIME", -1)).hasSize(11);
    assertThat(story).contains(" and 40 more: 40 closed by both sides capture: ");
  }

  @Test
  void should_say_that_there_was_no_connection() {
    assertThat(story(FailedTests.NoTcp.class))
        .contains(
            " on lo, in a private network no TCP connection of this test was captured capture");
  }

  @Test
  void should_tell_of_a_wrong_answer_too() {
    assertThat(story(FailedTests.WrongStatus.class)).contains("client sent 1,000 bytes");
  }

  @Test
  void should_tell_how_it_stood_at_the_limit_however_long_the_test_went_on() {
    assertThat(story(FailedTests.LeavesSlowly.class))
        .contains("until the test's limit of 1000 milliseconds was reached of ")
        .contains(
            "the client has waited for the server for TIME, since #N: it sent last, all of its 100"
                + " bytes are acknowledged; ")
        .contains("while the test was left: FIN of the client (#N, TIME after)");
    assertThat(story(FailedTests.InASeparateThread.class))
        .contains("until the test's limit of 1000 milliseconds was reached of ")
        .contains("it sent last, all of its 100 bytes are acknowledged; ");
  }

  @Test
  void should_tell_for_a_thread_that_is_interrupted_and_leave_it_so() {
    assertThat(story(FailedTests.StillInterrupted.class)).contains("client sent 7 bytes");
    assertThat(FailedTests.StillInterrupted.interrupted).isTrue();
  }

  @Test
  void should_tell_of_failures_outside_of_the_test_method() {
    assertThat(story(FailedTests.FailsBefore.class)).contains("client sent 7 bytes");
    assertThat(story(FailedTests.FailsByAnExtension.class)).contains("client sent 7 bytes");
    assertThat(story(FailedTests.OneOfManyDynamicTests.class)).contains("client sent 7 bytes");
    assertThat(story(FailedTests.CausedByItself.class)).contains("no TCP connection");
  }

  @Test
  void should_not_count_the_limit_of_another_method_from_the_begin_of_the_test() {
    assertThat(story(FailedTests.LeftTooLate.class))
        .startsWith("TcpUnit: what the wire saw until the test failed of ")
        .contains("open for TIME; client sent 12 bytes", "the client has waited for the server");
  }

  @Test
  void should_publish_the_story_of_a_failure_that_takes_none() {
    var results = new Kit(directory).run(FailedTests.TakesNoStory.class);

    assertThat(Kit.failures(results)).containsExactly("fixed");
    assertThat(
            results
                .allEvents()
                .filter(event -> event.getPayload(ReportEntry.class).isPresent())
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .map(entry -> entry.getOrDefault("tcpunit.story", "")))
        .anyMatch(text -> text.startsWith("TcpUnit: what the wire saw until the test failed\n"));
  }

  @Test
  void should_tell_each_test_its_own_though_they_throw_the_same() {
    List<String> stories = stories(failure(FailedTests.ThrowsTheSameTwice.class));

    assertThat(stories).hasSize(2);
    assertThat(stories.get(0)).contains("ThrowsTheSameTwice.test-1, by ");
    assertThat(stories.get(1)).contains("ThrowsTheSameTwice.test-2, by ");
  }

  @Test
  void should_not_tell_again_what_an_assertion_of_TcpUnit_has_told() {
    assertThat(stories(failure(FailedTests.JudgedByTcpUnit.class))).isEmpty();
    assertThat(stories(failure(FailedTests.FailsSoftly.class))).isEmpty();
    assertThat(stories(failure(FailedTests.FailsByTheQuery.class))).isEmpty();
    assertThat(stories(failure(FailedTests.SwallowsTheVerdict.class))).hasSize(1);
  }

  @Test
  void should_tell_nothing_of_an_assumption_that_does_not_hold() {
    var results = new Kit(directory).run(FailedTests.AbortedAssumption.class);

    assertThat(
            results
                .testEvents()
                .aborted()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow()))
        .singleElement()
        .satisfies(aborted -> assertThat(aborted.getSuppressed()).isEmpty());
  }

  @Test
  void should_tell_nothing_if_told_so() {
    Kit kit = new Kit(directory).with("tcpunit.story", "never");

    assertThat(stories(failure(kit, FailedTests.WrongStatus.class))).isEmpty();
  }

  @Test
  void should_name_what_the_setting_may_be() {
    Kit kit = new Kit(directory).with("tcpunit.story", "always");

    assertThat(failure(kit, FailedTests.WrongStatus.class))
        .hasMessage("setting tcpunit.story must be one of failures, never, but is \"always\"");
  }
}
