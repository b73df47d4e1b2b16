package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.html.PageContent;
import dev.tcpunit.internal.html.PageFiles;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page of HTML that a test leaves. */
final class TestPage {
  private static final String EXTENSION = ".html";

  private final TestName name;
  private final CaptureSettings settings;
  private final Path file;
  private Optional<PageContent> written = Optional.empty();

  TestPage(TestName name, CaptureSettings settings) {
    this.name = name;
    this.settings = settings;
    file = name.file(PageFiles.folder(settings.directory()), EXTENSION);
  }

  /** Or the page of an earlier run would be taken for this one's. */
  void deleteStale() {
    try {
      PageFiles.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("an earlier run's page cannot be deleted: " + file, e);
    }
  }

  /**
   * Writes the page. Where that goes wrong the test stays what it is: the page is no part of it.
   *
   * @param failure the words that the test failed with
   * @param capture where its capture lies, if it was kept
   * @return where the page lies; empty where it could not be written, which standard error says
   */
  Optional<Path> write(
      Trace trace,
      Optional<String> failure,
      List<Verdict> verdicts,
      List<FiredFault> faults,
      Optional<Path> capture) {
    PageContent content =
        new PageContent(
            name.toString(),
            trace,
            trace.connections(),
            failure,
            verdicts,
            faults,
            capture.map(to -> PageFiles.link(file.getParent(), to)));
    try {
      PageFiles.write(file, content);
      written = Optional.of(content);
      return Optional.of(file);
    } catch (IOException | RuntimeException | LinkageError e) {
      System.err.append("TcpUnit: no page of " + name + " at " + file + ": " + e + "\n").flush();
      return Optional.empty();
    }
  }

  /** Hands what was written to JUnit, which keeps all files of a test in one folder. */
  void publish(ExtensionContext context) {
    written.map(PageContent::besideItsCapture).ifPresent(content -> publish(context, content));
  }

  private void publish(ExtensionContext context, PageContent content) {
    PublishedFile.publish(
        context, "tcpunit.page", file, "text/html", target -> PageFiles.writePage(target, content));
    Path segments = PageFiles.json(file);
    if (Files.exists(segments)) {
      PublishedFile.publish(context, "tcpunit.page.json", segments, "application/json");
    }
  }

  /** What a test failed with, and what the wire saw where that does not say so itself. */
  static String words(Throwable failure) {
    String words =
        failure instanceof AssertionError && failure.getMessage() != null
            ? failure.getMessage()
            : failure.toString();
    return Stream.concat(
            Stream.of(words.strip()),
            Stream.of(failure.getSuppressed())
                .filter(WireStory.class::isInstance)
                .map(Throwable::getMessage))
        .collect(Collectors.joining("\n\n"));
  }
}
