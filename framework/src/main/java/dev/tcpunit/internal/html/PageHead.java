package dev.tcpunit.internal.html;

import dev.tcpunit.internal.notation.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first lines of a page, from which an index knows what it is about.
 *
 * @param title as HTML
 * @param failed whether it is of a test that failed
 * @param summary what broke, in one line, as HTML; empty where nothing did
 */
record PageHead(String title, boolean failed, String summary) {
  private static final int MOST_LETTERS = 160;
  private static final int MOST_BYTES = 8192;

  /** No quote and no bracket, and made printable: whatever file it is, the index shows text. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "<title>(?<title>[^<>\"]*)</title>\n"
              + "<meta name=\"tcpunit-outcome\" content=\"(?<outcome>failed|passed)\">\n"
              + "<meta name=\"tcpunit-summary\" content=\"(?<summary>[^<>\"]*)\">\n");

  static PageHead of(PageContent content) {
    return new PageHead(
        Html.escape(content.title()),
        content.failure().isPresent(),
        Html.escape(content.failure().map(PageHead::summary).orElse("")));
  }

  /** What was found instead of what was expected, or else the first line. */
  static String summary(String failure) {
    String line =
        failure
            .lines()
            .map(String::strip)
            .filter(each -> each.startsWith("but "))
            .findFirst()
            .or(() -> failure.lines().map(String::strip).filter(s -> !s.isEmpty()).findFirst())
            .orElse("");
    return line.codePointCount(0, line.length()) <= MOST_LETTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_LETTERS)) + " …";
  }

  String html() {
    return "<title>%s</title>\n".formatted(title)
        + "<meta name=\"tcpunit-outcome\" content=\"%s\">\n".formatted(failed ? "failed" : "passed")
        + "<meta name=\"tcpunit-summary\" content=\"%s\">\n".formatted(summary);
  }

  /** Reads the head of a page; empty if the file is none. */
  static Optional<PageHead> read(Path page) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(page)) {
      start = in.readNBytes(MOST_BYTES);
    }
    Matcher matcher = WRITTEN.matcher(new String(start, StandardCharsets.UTF_8));
    return matcher.find()
        ? Optional.of(
            new PageHead(
                Printable.of(matcher.group("title")),
                matcher.group("outcome").equals("failed"),
                Printable.of(matcher.group("summary"))))
        : Optional.empty();
  }
}
