package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.live.LoopbackExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class CaptureArtifactTest {
  private static final String HERE = "dev.tcpunit.junit.CaptureArtifactTest.";

  @TempDir Path directory;

  private List<String> artifacts() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".pcapng"))
          .map(file -> directory.relativize(file).toString())
          .filter(file -> !file.startsWith("junit"))
          .sorted()
          .toList();
    }
  }

  private static List<Path> published(EngineExecutionResults results) {
    return results
        .allEvents()
        .filter(event -> event.getPayload(FileEntry.class).isPresent())
        .map(event -> event.getRequiredPayload(FileEntry.class).getPath())
        .filter(file -> file.toString().endsWith(".pcapng"))
        .toList();
  }

  @CaptureTcp
  static class Mixed {
    static long segments;

    @Test
    void passes(TcpCapture capture) throws Exception {
      upload();
    }

    @Test
    void fails(TcpCapture capture) throws Exception {
      upload();
      segments = capture.trace().packets();
      assertThat(capture.connections()).isEmpty();
    }

    private static void upload() throws IOException {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[100]);
      }
    }
  }

  @Test
  void should_leave_the_capture_of_a_failed_test_and_publish_it() throws Exception {
    Path stale = directory.resolve(HERE + "Mixed/passes.pcapng");
    Files.createDirectories(stale.getParent());
    Files.createFile(stale);

    var results = new Kit(directory).run(Mixed.class);

    assertThat(artifacts()).containsExactly(HERE + "Mixed/fails.pcapng");
    assertThat(published(results))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file).hasFileName("fails.pcapng");
              assertThat(file)
                  .hasSameBinaryContentAs(directory.resolve(HERE + "Mixed/fails.pcapng"));
            });
  }

  @Test
  void should_keep_the_file_where_junit_takes_none() throws Exception {
    var results =
        new Kit(directory)
            .withoutOutputDirectory()
            .with("tcpunit.artifacts", "always")
            .run(Mixed.class);

    assertThat(artifacts()).hasSize(2);
    assertThat(Kit.succeeded(results)).containsExactly("passes(TcpCapture)");
  }

  @Test
  void should_number_frames_in_the_file_as_in_the_trace_and_hold_no_marker() throws Exception {
    new Kit(directory).run(Mixed.class);

    List<Integer> lengths = new ArrayList<>();
    CaptureFile.read(
        directory.resolve(HERE + "Mixed/fails.pcapng"),
        (CapturedFrame frame) -> lengths.add(frame.originalLength()));

    assertThat(lengths).hasSize((int) Mixed.segments);
  }

  @Test
  void should_leave_all_captures_if_told_so() throws Exception {
    var results = new Kit(directory).with("tcpunit.artifacts", "always").run(Mixed.class);

    assertThat(artifacts())
        .containsExactly(HERE + "Mixed/fails.pcapng", HERE + "Mixed/passes.pcapng");
    assertThat(Kit.succeeded(results)).containsExactly("passes(TcpCapture)");
  }

  @Test
  void should_leave_no_capture_if_told_so() throws Exception {
    new Kit(directory).with("tcpunit.artifacts", "never").run(Mixed.class);

    assertThat(artifacts()).isEmpty();
  }

  @Test
  void should_let_nobody_else_read_what_is_left() throws Exception {
    new Kit(directory)
        .with("tcpunit.artifacts", "always")
        .with("tcpunit.html", "always")
        .run(Mixed.class);

    List<String> files = new ArrayList<>();
    try (Stream<Path> left = Files.walk(directory)) {
      for (Path path : left.filter(Files::isRegularFile).toList()) {
        files.add(path.getFileName().toString());
        assertThat(permissions(path)).as(path.toString()).isEqualTo("rw-------");
      }
    }
    assertThat(files)
        .contains("fails.pcapng", "fails.txt", "fails.html", "index.html", "index.lock");
    assertThat(permissions(directory.resolve(HERE + "Mixed"))).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("report"))).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void should_say_what_to_do_where_a_capture_cannot_be_written() throws Exception {
    String nowhere = "/proc/no-folder-can-be-made-here";

    var results = new Kit(directory).with("tcpunit.directory", nowhere).run(Mixed.class);

    assertThat(Kit.succeeded(results)).containsExactly("passes(TcpCapture)");
    assertThat(suppressedBy(results))
        .singleElement()
        .asString()
        .startsWith(
            "the capture of "
                + HERE
                + "Mixed.fails could not be written to "
                + nowhere
                + "/"
                + HERE
                + "Mixed/fails.pcapng: ")
        .endsWith(
            ". Let tcpunit.directory name a folder that has room and can be written, or set"
                + " tcpunit.artifacts=never.");
  }

  private static List<String> suppressedBy(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> Stream.of(result.getThrowable().orElseThrow().getSuppressed()))
        .map(Throwable::getMessage)
        .filter(message -> message.startsWith("the capture of"))
        .toList();
  }

  @CaptureTcp
  static class ManyNames {
    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../c"})
    void parameterized(String value) {}

    @Test
    void overloaded() {}

    @Test
    void overloaded(TcpCapture capture) {}

    @Test
    void größe() {}

    @Nested
    class Inner {
      @Test
      void nested() {}
    }
  }

  @Test
  void should_give_each_test_a_safe_name_of_its_own() throws Exception {
    new Kit(directory).with("tcpunit.artifacts", "always").run(ManyNames.class);

    assertThat(artifacts())
        .containsExactly(
            HERE + "ManyNames.Inner/nested.pcapng",
            HERE + "ManyNames/gr__e-5e2fe11.pcapng",
            HERE + "ManyNames/overloaded-TcpCapture.pcapng",
            HERE + "ManyNames/overloaded.pcapng",
            HERE + "ManyNames/parameterized-1.pcapng",
            HERE + "ManyNames/parameterized-2.pcapng");
  }

  static class FailsAfterwards implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      throw new AssertionError("too late");
    }
  }

  @ExtendWith(FailsAfterwards.class)
  @CaptureTcp
  static class FailedByAnotherExtension {
    @Test
    void passes() {}
  }

  @Test
  void should_leave_the_capture_of_a_test_that_another_extension_fails_at_its_end()
      throws Exception {
    var results = new Kit(directory).run(FailedByAnotherExtension.class);

    assertThat(Kit.failures(results)).containsExactly("too late");
    assertThat(artifacts()).containsExactly(HERE + "FailedByAnotherExtension/passes.pcapng");
    assertThat(published(results)).hasSize(1);
  }

  @CaptureTcp
  static class FailingDynamically {
    @TestFactory
    Stream<DynamicTest> uploads() {
      return Stream.of(
          dynamicTest("passes", () -> {}), dynamicTest("fails", () -> assertThat(1).isEqualTo(2)));
    }
  }

  @Test
  void should_leave_the_capture_of_a_factory_one_of_whose_tests_failed() throws Exception {
    new Kit(directory).run(FailingDynamically.class);

    assertThat(artifacts()).containsExactly(HERE + "FailingDynamically/uploads.pcapng");
  }
}
