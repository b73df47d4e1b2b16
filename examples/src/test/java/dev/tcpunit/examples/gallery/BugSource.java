package dev.tcpunit.examples.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source file of a bug says of it. */
final class BugSource {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Pattern COMMENT =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public final class|package)", Pattern.DOTALL);
  private static final Pattern CHECK =
      Pattern.compile("void check\\([^)]*\\) \\{\\n(.*?)\\n  }", Pattern.DOTALL);
  private static final Pattern REPORT = Pattern.compile("@see <a\\s+href=\"([^\"]+)\">([^<]+)</a>");

  private final String name;
  private final String group;
  private final String text;

  private BugSource(String name, String group, String text) {
    this.name = name;
    this.group = group;
    this.text = text;
  }

  static BugSource of(UploadBug bug) throws IOException {
    Class<?> type = bug.getClass();
    Path file = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
    return new BugSource(
        type.getSimpleName(),
        group(file.resolveSibling("package-info.java")),
        Files.readString(file));
  }

  private static String group(Path file) throws IOException {
    return comment(Files.readString(file)).replaceFirst("\\.$", "");
  }

  String name() {
    return name;
  }

  /** What it has in common with those beside it. */
  String group() {
    return group;
  }

  /** The bug, in a sentence without its full stop. */
  String title() {
    return comment(text).split("<p>")[0].strip().replaceFirst("\\.$", "");
  }

  /** What users see. */
  String symptom() {
    return comment(text).split("<p>|@see")[1].strip();
  }

  /** Where it was reported, as links. */
  List<String> reports() {
    return REPORT
        .matcher(comment(text))
        .results()
        .map(report -> "[" + report.group(2) + "](" + report.group(1) + ")")
        .toList();
  }

  /** The body of the method that checks. */
  String check() {
    Matcher check = CHECK.matcher(text);
    if (!check.find()) {
      throw new IllegalStateException(name + " has no method check");
    }
    return check.group(1).replaceAll("(?m)^    ", "");
  }

  /** The same on one line, without what all checks begin with. */
  String assertion() {
    return check()
        .replaceAll("\\s*\\n\\s*", "")
        .replaceFirst("^assertThat\\(capture\\.\\w+\\((?:server\\.port\\(\\))?\\)\\)\\.", "")
        .replaceFirst(";$", "");
  }

  private static String comment(String source) {
    Matcher comment = COMMENT.matcher(source);
    if (!comment.find()) {
      throw new IllegalStateException("there is no comment in:\n" + source);
    }
    return comment
        .group(1)
        .replaceAll("(?m)^\\s*\\* ?", "")
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .strip();
  }
}
