package dev.tcpunit.examples.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of all bugs, made of their sources and of what their assertions say. */
final class GalleryPage {
  static final Path FILE = Path.of("../framework/src/site/markdown/gallery.md");

  private static final String HEAD =
      """
      # Your bug, and the line that catches it

      <!-- Made by GalleryTest from the sources of the examples; CONTRIBUTING.md tells how to make it anew. -->

      Bugs of upload clients that were seen in the field. Each is a small client in `examples/src/test/java/dev/tcpunit/examples/gallery`, which
      runs in every build: with the bug the line fails, and its message names the cause or lists it among what to look for; without it the
      line holds, and no other rule is violated but for a reason that stands in its source.

      `capture` is the `TcpCapture` of a test with `@CaptureTcp(payload = Payload.FULL)` ([how](junit.md)); with headers alone, the default, messages
      say less of HTTP. `assertThat` is that of `TcpAssertions`. Sizes of segments above 1,400 bytes are for loopback, whose segments carry up to
      64 KiB: elsewhere ask for 1,000.
      """;

  /** From the anchor of a bug to what follows it. */
  private static final Pattern SECTION =
      Pattern.compile("<a id=\"(\\w+)\"></a>.*?(?=\\n(?:<a id=|## )|\\z)", Pattern.DOTALL);

  private GalleryPage() {}

  /** The whole page; a section that says the same as the committed one is that. */
  static String text(Map<UploadBug, String> messages) throws IOException {
    return text(messages, sections(Files.exists(FILE) ? Files.readString(FILE) : ""));
  }

  /** The whole page, of this run alone. */
  static String textAnew(Map<UploadBug, String> messages) throws IOException {
    return text(messages, Map.of());
  }

  private static String text(Map<UploadBug, String> messages, Map<String, String> committed)
      throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(index(messages));
    String group = "";
    for (Map.Entry<UploadBug, String> entry : messages.entrySet()) {
      BugSource bug = BugSource.of(entry.getKey());
      if (!bug.group().equals(group)) {
        group = bug.group();
        page.append("\n## ").append(group).append('\n');
      }
      String section = section(bug, entry.getValue());
      String before = committed.getOrDefault(bug.name(), "");
      page.append('\n').append(steady(before).equals(steady(section)) ? before : section);
    }
    return page.toString();
  }

  private static Map<String, String> sections(String page) {
    return SECTION
        .matcher(page)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group()));
  }

  private static String index(Map<UploadBug, String> messages) throws IOException {
    StringBuilder table =
        new StringBuilder("\n| your bug | the line that catches it |\n|---|---|\n");
    for (UploadBug each : messages.keySet()) {
      BugSource bug = BugSource.of(each);
      table.append("| [%s](#%s) | `%s` |\n".formatted(bug.title(), bug.name(), bug.assertion()));
    }
    return table.toString();
  }

  private static String section(BugSource bug, String message) {
    return """
    <a id="%s"></a>

    ### %s

    %s Seen in %s. `%s`

    ```java
    %s
    ```

    ```
    %s
    ```
    """
        .formatted(
            bug.name(),
            bug.title(),
            bug.symptom(),
            String.join(", ", bug.reports()),
            bug.name(),
            bug.check(),
            shown(message));
  }

  /** Without the rule's source, which its page of reference has, and without this run's files. */
  private static String shown(String message) {
    return message
        .replaceAll("(?m)^ *(?:rule|waited|capture): .*(?:\\n {8,}.*)*\\n?", "")
        .replaceAll("\\S*tcpunit/\\S+\\.pcapng", "upload.pcapng")
        .stripTrailing();
  }

  /**
   * What is the same in every run: segments and evidence are not, nor are numbers, and a line is
   * broken where they let it be.
   */
  static String steady(String section) {
    return section
        .replaceAll("(?m)^[ *]*#\\d+ .*\\n", "")
        .replaceAll("(?m)^ *(?:evidence|stalls|turns): .*\\n(?: {6,}.*\\n)*", "")
        .replaceAll("(?m)^ +(?:<- .*|\\.\\.\\.)\\n", "")
        .replaceAll("\\n {4,}(?=\\S)", " ")
        .replaceAll("\\d+(?:[.,]\\d+)*", "N")
        .replaceAll("\\b(?:once|twice|N times)\\b", "N times")
        .replaceAll("\\b(N(?: \\w+)? \\w+?)s\\b", "$1")
        .strip();
  }
}
