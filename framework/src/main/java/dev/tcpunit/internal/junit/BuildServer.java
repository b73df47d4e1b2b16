package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.html.PageFiles;
import dev.tcpunit.internal.notation.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;

/** What continuous integration takes from a test run, if it runs in one that takes something. */
final class BuildServer {
  private final Map<String, String> environment;

  /**
   * Takes the environment by which build servers make themselves known.
   *
   * @param environment that of this process
   */
  BuildServer(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What a failed test prints: for Jenkins and GitLab the page as an attachment
   * (https://plugins.jenkins.io/junit-attachments), for GitHub an annotation.
   */
  String lines(TestName test, String failure, Path page) {
    StringBuilder lines = new StringBuilder();
    if (environment.containsKey("JENKINS_URL") || environment.containsKey("GITLAB_CI")) {
      lines.append("[[ATTACHMENT|").append(page.toAbsolutePath()).append("]]\n");
    }
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      String words = Printable.of(PageFiles.summary(failure) + " (" + page + ")");
      String title = escaped(test.toString()).replace(":", "%3A").replace(",", "%2C");
      lines.append("::error title=").append(title).append("::").append(escaped(words)).append('\n');
    }
    return lines.toString();
  }

  /** As GitHub's own toolkit does it; no text of a test begins a command of its own. */
  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Adds the failed tests to the summary that GitHub shows of a job, if it runs there. */
  void summarize(Collection<Path> pages) throws IOException {
    String summary = environment.get("GITHUB_STEP_SUMMARY");
    if (summary != null && !summary.isEmpty() && !pages.isEmpty()) {
      Files.writeString(
          Path.of(summary),
          PageFiles.summary(pages),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
