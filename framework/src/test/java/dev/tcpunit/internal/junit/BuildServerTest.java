package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.HostileTexts;
import dev.tcpunit.internal.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildServerTest {
  private static final TestName TEST = new TestName("com.example.UploadTest", "uploads");
  private static final Path PAGE = Path.of("target/tcpunit/report/UploadTest/uploads.html");

  @TempDir Path folder;

  private static String lines(Map<String, String> environment, String failure) {
    return new BuildServer(environment).lines(TEST, failure, PAGE);
  }

  @Test
  void should_print_nothing_where_nobody_takes_it() {
    assertThat(lines(Map.of("GITHUB_ACTIONS", "false"), "but it broke")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JENKINS_URL", "GITLAB_CI"})
  void should_attach_the_page(String name) {
    assertThat(lines(Map.of(name, "x"), "but it broke"))
        .isEqualTo("[[ATTACHMENT|" + PAGE.toAbsolutePath() + "]]\n");
  }

  @Test
  void should_annotate_in_one_line_whatever_the_failure_says() {
    String failure = "Expecting x\nbut 100%, twice\n::set-output name=a::b";
    assertThat(lines(Map.of("GITHUB_ACTIONS", "true"), failure))
        .isEqualTo(
            "::error title=com.example.UploadTest.uploads::but 100%25, twice (" + PAGE + ")\n");
    assertThat(lines(Map.of("GITHUB_ACTIONS", "true"), "a\u2028b\u001b[0m"))
        .endsWith("::a\\u2028b\\u001b[0m (" + PAGE + ")\n");
  }

  @ParameterizedTest
  @MethodSource("dev.tcpunit.HostileTexts#all")
  void should_annotate_in_one_command_whatever_failures_and_folders_are_called(String hostile) {
    Path page = Path.of(hostile).resolve("uploads.html");
    String lines =
        new BuildServer(Map.of("GITHUB_ACTIONS", "true")).lines(TEST, "but " + hostile, page);

    assertThat(lines)
        .matches("::error title=[^:,%]+::.*\n")
        .matches(HostileTexts::isPrintable)
        .doesNotContain("%0A", "%0D");
  }

  @Test
  void should_add_failed_tests_to_the_summary_of_the_job() throws IOException {
    Path page = folder.resolve("T/a.html");
    WholeFile.write(
        page,
        "<title>T.a_b</title>\n<meta name=\"tcpunit-outcome\" content=\"failed\">\n"
            + "<meta name=\"tcpunit-summary\" content=\"but [x](y) | @all `&lt;b&gt;`\">\n");
    Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
    BuildServer server = new BuildServer(Map.of("GITHUB_STEP_SUMMARY", summary.toString()));

    server.summarize(List.of());
    assertThat(summary).hasContent("before");

    server.summarize(List.of(page));
    assertThat(summary)
        .content()
        .startsWith("before\n### Captured tests\n\n1 failed")
        .contains("| T.a\\_b | but \\[x\\]\\(y\\) \\| &#64;all \\`&lt;b&gt;\\` | ");
  }
}
