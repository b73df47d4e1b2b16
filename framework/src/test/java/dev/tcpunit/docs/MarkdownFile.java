package dev.tcpunit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its links, its anchors and its fenced blocks. */
record MarkdownFile(Path path, String text) {
  static final Path TOP = Path.of("..");
  static final Path SITE = Path.of("src/site");
  private static final Pattern FENCED =
      Pattern.compile("(?ms)^```([a-z]*) *\\n(.*?)^```$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

  /** A fenced block: its language, its text and the line where it begins. */
  record Block(MarkdownFile file, int line, String language, String text) {
    @Override
    public String toString() {
      return file + ":" + line + " " + language;
    }
  }

  /** All that the project says in Markdown but its history. */
  static List<MarkdownFile> all() {
    List<MarkdownFile> files = new ArrayList<>();
    for (String name : new String[] {"README.md", "CONTRIBUTING.md", "SECURITY.md"}) {
      files.add(read(TOP.resolve(name)));
    }
    files.addAll(pages());
    return files;
  }

  /** The pages of the site. */
  static List<MarkdownFile> pages() {
    try (Stream<Path> pages = Files.list(SITE.resolve("markdown"))) {
      return pages.sorted().map(MarkdownFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownFile read(Path path) {
    try {
      return new MarkdownFile(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks in any of these languages, in their order. */
  static List<Block> blocks(String... languages) {
    return all().stream()
        .flatMap(file -> file.blocks().stream())
        .filter(block -> List.of(languages).contains(block.language()))
        .toList();
  }

  List<Block> blocks() {
    return FENCED
        .matcher(text)
        .results()
        .map(
            found ->
                new Block(
                    this,
                    (int) text.substring(0, found.start()).lines().count() + 1,
                    found.group(1),
                    found.group(2)))
        .toList();
  }

  /** The targets of its links within the project. */
  List<String> links() {
    return LINK.matcher(prose().replaceAll("`[^`\\n]+`", ""))
        .results()
        .map(found -> found.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** What a link may name behind its {@code #}: headings as GitHub names them, and own anchors. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> used = new HashMap<>();
    Matcher heading = HEADING.matcher(prose());
    while (heading.find()) {
      String slug =
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = used.merge(slug, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? slug : slug + "-" + before);
    }
    ANCHOR.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
    return anchors;
  }

  /** Without its fenced blocks. */
  String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
