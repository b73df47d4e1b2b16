package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

/** The client of these tests is this class: what it does is set before each run. */
class MatchesBaselineTest {
  private static int head;
  private static int connections;
  private static String outcome;

  @TempDir Path directory;

  @BeforeEach
  void be_as_recorded() {
    head = 300;
    connections = 1;
    outcome = "200";
  }

  static void upload() throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      for (int i = 0; i < connections; i++) {
        try (Pair pair = exchange.open()) {
          send(pair, head);
          pair.server.getOutputStream().write(new byte[50]);
          pair.client.getInputStream().readNBytes(50);
          pair.client.close();
          pair.server.getInputStream().read();
        }
      }
    }
  }

  private static void send(Pair pair, int bytes) throws IOException {
    pair.client.getOutputStream().write(new byte[bytes]);
    pair.server.getInputStream().readNBytes(bytes);
  }

  @CaptureTcp
  static class Asserting {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      upload();

      assertThat(capture.trace()).matchesBaseline("image-upload", outcome);
    }
  }

  @TcpBaseline
  static class Annotated {
    @Test
    void uploads() throws Exception {
      upload();
    }

    @Test
    @TcpBaseline("other")
    void uploads_too() throws Exception {
      upload();
    }

    @Nested
    class Inner {
      @Test
      void uploads() throws Exception {
        upload();
      }
    }
  }

  static class Repeated {
    @RepeatedTest(4)
    @TcpBaseline("repeated")
    void uploads() throws Exception {
      connections++;
      upload();
    }
  }

  @TcpBaseline("one name for all")
  static class NamedClass {
    @Test
    void uploads() throws Exception {
      upload();
    }
  }

  static class Failing {
    @Test
    @TcpBaseline
    void uploads() {
      throw new IllegalStateException("of its own");
    }
  }

  private EngineExecutionResults run(String mode, Class<?> type) {
    return new Kit(directory.resolve("output"))
        .with("tcpunit.baseline", mode)
        .with("tcpunit.baselineDirectory", committed().toString())
        .run(type);
  }

  private Path committed() {
    return directory.resolve("committed");
  }

  private Path file(Class<?> type, String name) {
    return committed().resolve(type.getName().replace('$', '.')).resolve(name + ".tcp");
  }

  private Path output(Class<?> type, String name) {
    return directory
        .resolve("output")
        .resolve("baselines")
        .resolve(type.getName().replace('$', '.'))
        .resolve(name);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> written() throws IOException {
    if (!Files.exists(committed())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(committed())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> committed().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void should_hold_if_the_next_run_does_the_same() {
    assertThat(Kit.failures(run("update", Asserting.class))).isEmpty();
    String recorded = read(file(Asserting.class, "image-upload"));

    assertThat(recorded)
        .startsWith("# tcpunit baseline 1\n")
        .contains("connections = 1\n", "  turn 1 client ~ 300\n", "  close = clean\n");
    assertThat(Kit.failures(run("auto", Asserting.class))).isEmpty();
    assertThat(read(file(Asserting.class, "image-upload"))).isEqualTo(recorded);
    assertThat(output(Asserting.class, "image-upload.tcp.asked")).exists();
    assertThat(output(Asserting.class, "image-upload.tcp.new")).doesNotExist();
  }

  @Test
  void should_fail_with_what_it_means_and_how_to_accept_it() {
    run("update", Asserting.class);
    String recorded = read(file(Asserting.class, "image-upload"));
    connections = 2;

    EngineExecutionResults results = run("auto", Asserting.class);

    Path pending = output(Asserting.class, "image-upload.tcp.new");
    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .contains("to match the baseline image-upload\n", "but 1 fact is not as recorded")
        .contains("differs:  connections: 1 -> 2\n")
        .contains("means:    1 connection more: a handshake, a round trip and a slow start each\n")
        .contains("accept:   mvn tcpunit:baseline -Daccept=image-upload\n")
        .contains("cp " + pending, file(Asserting.class, "image-upload").toString())
        .contains("TCPUNIT_BASELINE=update");
    assertThat(read(file(Asserting.class, "image-upload"))).isEqualTo(recorded);
    assertThat(read(pending)).contains("connections = 2\n");
    assertThat(failure(results).getExpected().getStringRepresentation()).isEqualTo(recorded);
    assertThat(failure(results).getActual().getStringRepresentation()).isEqualTo(read(pending));
  }

  private static AssertionFailedError failure(EngineExecutionResults results) {
    Event failed = results.testEvents().failed().stream().findFirst().orElseThrow();
    return (AssertionFailedError)
        failed.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  @Test
  void should_take_away_what_waited_to_be_accepted_when_all_is_as_recorded_again() {
    run("update", Asserting.class);
    connections = 2;
    run("auto", Asserting.class);
    connections = 1;

    assertThat(Kit.failures(run("auto", Asserting.class))).isEmpty();
    assertThat(output(Asserting.class, "image-upload.tcp.new")).doesNotExist();
  }

  @Test
  void should_hold_if_a_head_changes_by_a_version_number_and_not_by_more() {
    run("update", Asserting.class);

    head = 309;
    assertThat(Kit.failures(run("auto", Asserting.class))).isEmpty();
    head = 342;
    assertThat(Kit.failures(run("auto", Asserting.class)))
        .singleElement()
        .asString()
        .contains("connection 1, turn 1 client: 300 -> 342\n", "42 bytes more in this turn");
  }

  @Test
  void should_fail_if_the_program_makes_something_else_of_the_same_packets() {
    run("update", Asserting.class);
    outcome = "Broken pipe";

    assertThat(Kit.failures(run("auto", Asserting.class)))
        .singleElement()
        .asString()
        .contains("differs:  outcome: 200 -> Broken pipe\n");
  }

  @Test
  void should_write_nothing_where_it_is_not_to() throws IOException {
    assertThat(Kit.failures(run("none", Asserting.class)))
        .singleElement()
        .asString()
        .contains("there is none, and none is written here", "accept: ");
    assertThat(written()).isEmpty();
    assertThat(output(Asserting.class, "image-upload.tcp.new")).exists();
  }

  @Test
  void should_accept_what_is_new_and_gather_runs_where_it_is_told_to() {
    run("update", Asserting.class);
    run("update", Asserting.class);
    assertThat(read(file(Asserting.class, "image-upload"))).contains("runs : 2\n");
  }

  @Test
  void should_compare_at_the_end_of_annotated_tests() throws IOException {
    assertThat(Kit.failures(run("update", Annotated.class))).isEmpty();
    String type = Annotated.class.getName().replace('$', '.');

    assertThat(written())
        .containsExactly(type + ".Inner/uploads.tcp", type + "/other.tcp", type + "/uploads.tcp");
    assertThat(Kit.failures(run("auto", Annotated.class))).isEmpty();
    head = 600;
    assertThat(Kit.failures(run("auto", Annotated.class)))
        .hasSize(3)
        .allMatch(message -> message.contains("turn 1 client: 300 -> 600"));
  }

  @Test
  void should_learn_what_varies_from_the_repetitions_of_a_test() {
    connections = 0;
    assertThat(Kit.failures(run("update", Repeated.class))).isEmpty();
    assertThat(read(file(Repeated.class, "repeated")))
        .contains("runs : 4\n", "connections = 1 | 2 | 3 | 4\n");

    connections = 0;
    assertThat(Kit.failures(run("auto", Repeated.class))).isEmpty();
    connections = 1;
    assertThat(Kit.failures(run("auto", Repeated.class)))
        .singleElement()
        .asString()
        .contains("connections: 1 | 2 | 3 | 4 -> 5\n");
  }

  @Test
  void should_refuse_one_name_for_all_tests_of_a_class() {
    assertThat(Kit.failures(run("auto", NamedClass.class)))
        .singleElement()
        .asString()
        .contains("each of its tests has a baseline of its own");
  }

  @Test
  void should_leave_a_test_alone_that_fails_by_itself() throws IOException {
    assertThat(Kit.failures(run("update", Failing.class))).containsExactly("of its own");
    assertThat(written()).isEmpty();
  }

  @Test
  void should_pass_and_tighten_if_it_is_better() {
    connections = 1;
    run("update", Asserting.class);
    String recorded = read(file(Asserting.class, "image-upload"));
    Path file = file(Asserting.class, "image-upload");
    String worse = recorded.replace("refused = 0", "refused = 1");
    try {
      Files.writeString(file, worse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    assertThat(Kit.failures(run("auto", Asserting.class))).isEmpty();
    assertThat(read(file)).isEqualTo(worse);
    assertThat(Kit.failures(run("ratchet", Asserting.class))).isEmpty();
    assertThat(read(file)).contains("refused = 0\n");
  }

  @Test
  void should_say_which_line_of_a_file_it_does_not_understand() throws IOException {
    run("update", Asserting.class);
    Path file = file(Asserting.class, "image-upload");
    Files.writeString(file, read(file).replace("refused = 0", "refuse = 0"));

    assertThat(Kit.failures(run("auto", Asserting.class)))
        .singleElement()
        .asString()
        .contains("it cannot be told: ", "line 5: there is no fact \"refuse\"");
  }
}
