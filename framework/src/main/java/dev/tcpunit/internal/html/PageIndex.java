package dev.tcpunit.internal.html;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists pages and leads to them, those of failed tests first; holds nothing of theirs. */
final class PageIndex {
  private static final int MOST_ROWS = 100;

  private final Path folder;
  private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

  /** A page that the index leads to. */
  private record Entry(PageHead head, String link, Path page) {
    String markdown() {
      return "| %s | %s | %s |%n"
          .formatted(
              Markdown.cell(head.title()),
              Markdown.cell(head.summary()),
              Markdown.cell(Html.escape(page.toString())));
    }

    String row() {
      String outcome = head.failed() ? "✗ failed" : "✓ passed";
      return "<tr class=\"%s\"><td>%s<td><a href=\"%s\">%s</a><td>%s</tr>%n"
          .formatted(
              head.failed() ? "VIOLATED" : "HOLDS", outcome, link, head.title(), head.summary());
    }
  }

  PageIndex(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Adds a page, unless another JVM has just deleted it. */
  void add(String module, Path page) throws IOException {
    try {
      Optional<PageHead> head = PageHead.read(page);
      if (head.isPresent()) {
        entries
            .computeIfAbsent(module, key -> new ArrayList<>())
            .add(new Entry(head.get(), Html.escape(PageFiles.link(folder, page)), page));
      }
    } catch (NoSuchFileException e) {
      // It will be in the index that the other JVM writes, if it is there by then.
    }
  }

  /** The failed tests as a table of Markdown, for the summary of a build. */
  String markdown() {
    List<Entry> all = entries.values().stream().flatMap(List::stream).toList();
    List<Entry> failed = all.stream().filter(entry -> entry.head().failed()).toList();
    StringBuilder text = new StringBuilder("### Captured tests\n\n");
    text.append(failed.size()).append(" failed, pages of ").append(all.size()).append("\n");
    if (!failed.isEmpty()) {
      text.append("\n| test | what broke | page |\n|---|---|---|\n");
      failed.stream().limit(MOST_ROWS).map(Entry::markdown).forEach(text::append);
    }
    if (failed.size() > MOST_ROWS) {
      text.append("\nand ").append(failed.size() - MOST_ROWS).append(" more\n");
    }
    return text.append('\n').toString();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>Captured tests</title>\n<style>\n").append(Style.SHEET);
    html.append("</style>\n</head>\n<body>\n<main>\n<h1>Captured tests</h1>\n");
    entries.forEach((module, list) -> append(module, list, html));
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void append(String module, List<Entry> list, StringBuilder html) {
    long failed = list.stream().filter(entry -> entry.head().failed()).count();
    if (!module.isEmpty()) {
      html.append("<h2>").append(Html.escape(module)).append("</h2>\n");
    }
    html.append("<p>").append(failed).append(" failed, ").append(list.size() - failed);
    html.append(
        " passed</p>\n<table>\n<thead><tr><th>outcome<th>test<th>what broke</tr></thead>\n");
    for (boolean wanted : new boolean[] {true, false}) {
      list.stream()
          .filter(entry -> entry.head().failed() == wanted)
          .map(Entry::row)
          .forEach(html::append);
    }
    html.append("</table>\n");
  }
}
