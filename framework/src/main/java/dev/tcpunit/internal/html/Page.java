package dev.tcpunit.internal.html;

import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one page: what broke first, what proves it after it, every segment last. */
public final class Page {
  private static final int MOST_CONNECTIONS = 20;
  private static final int MOST_VERDICTS = 500;
  private static final int MOST_LETTERS_OF_VERDICT = 500;
  private static final int MOST_LETTERS_OF_FAILURE = 100_000;

  /** What else there is is left out where a page would come near the 3 MB that a CI shows. */
  private static final int MOST_LETTERS = 2_800_000;

  /** As many segments are drawn one by one. */
  private static final int MOST_ROWS = 120_000;

  private static final int FEWEST_ROWS = 1000;

  private final PageContent content;
  private final Optional<String> failure;
  private final Set<Long> named;
  private final List<ConnectionSection> sections = new ArrayList<>();
  private final StringBuilder html = new StringBuilder();
  private Optional<String> allSegments = Optional.empty();

  Page(PageContent content) {
    this.content = content;
    failure = content.failure().map(words -> start(words, MOST_LETTERS_OF_FAILURE));
    named = NamedFrames.in(failure.orElse(""));
    content.connections().stream()
        .sorted(Comparator.comparing(connection -> !isNamed(connection)))
        .limit(MOST_CONNECTIONS)
        .forEach(
            connection -> sections.add(new ConnectionSection(connection, named, content.faults())));
  }

  /** The page as text. */
  public static String html(PageContent content) {
    return new Page(content).html();
  }

  /** Whether its table has not all segments of the connection that it is about. */
  boolean leavesOutSegments() {
    return !sections.isEmpty() && sections.get(0).leavesOutSegments();
  }

  /** Names a link to a file that has them all. */
  void leadTo(String link) {
    allSegments = Optional.of(link);
  }

  private boolean isNamed(Connection connection) {
    return connection.views().stream()
            .flatMap(view -> view.segments().stream())
            .anyMatch(segment -> named.contains(segment.frame()))
        || named.isEmpty() && failure.orElse("").contains(connection.toString());
  }

  private static String start(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + " …";
  }

  String html() {
    head();
    whatBroke();
    sections.stream().limit(1).forEach(this::mainConnection);
    verdicts();
    sections.stream().skip(1).forEach(this::otherConnection);
    sections.stream().limit(1).forEach(this::segments);
    capture();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head() {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append(PageHead.of(content).html());
    html.append("<style>\n").append(Style.SHEET).append("</style>\n");
    html.append(Graphs.head()).append("</head>\n<body>\n<main>\n");
    html.append("<h1>").append(breakable(Html.escape(content.title()))).append("</h1>\n");
  }

  /** A long name goes on in the next line also where there is no style. */
  private static String breakable(String name) {
    return name.replaceAll("[._]", "$0<wbr>");
  }

  private void section(String id, String title) {
    html.append("<h2 id=\"").append(id).append("\">").append(title).append("</h2>\n");
  }

  private void whatBroke() {
    failure.ifPresent(
        words -> {
          section("broke", "What broke");
          html.append("<pre class=\"failure\">").append(linked(words)).append("</pre>\n");
        });
  }

  private String linked(String text) {
    return Html.lines(text, sections.isEmpty() ? Set.of() : sections.get(0).frames());
  }

  private void mainConnection(ConnectionSection main) {
    section("story", "What happened");
    html.append(main.story());
    section("ladder", "Ladder");
    html.append("<p>").append(Html.escape(main.howToRead())).append("</p>\n");
    addIfThereIsRoom(main.ladder(), "The ladder");
    addIfThereIsRoom(graphs(main.connection()), "Graphs");
  }

  /** In as much detail as there is room for. */
  private String graphs(Connection connection) {
    String graphs = Graphs.html(connection, MOST_ROWS);
    for (int rows = MOST_ROWS / 2; !hasRoomFor(graphs) && rows >= FEWEST_ROWS; rows /= 2) {
      graphs = Graphs.html(connection, rows);
    }
    return graphs;
  }

  private void otherConnection(ConnectionSection other) {
    String name = "Another connection: " + Html.escape(other.connection().toString());
    addIfThereIsRoom(
        "<details><summary>"
            + name
            + "</summary>\n"
            + other.story()
            + other.ladder()
            + "</details>\n",
        name);
  }

  private boolean hasRoomFor(String part) {
    return html.length() + part.length() <= MOST_LETTERS;
  }

  private void addIfThereIsRoom(String part, String name) {
    html.append(
        hasRoomFor(part)
            ? part
            : "<p>" + name + " is left out: the page would be too large.</p>\n");
  }

  private void verdicts() {
    if (content.verdicts().isEmpty()) {
      return;
    }
    section("verdicts", "Every verdict");
    html.append("<table>\n<thead><tr><th>outcome<th>assertion<th>about<th>found</tr></thead>\n");
    List<Verdict> all = content.verdicts();
    for (Verdict verdict : all.subList(0, Math.min(MOST_VERDICTS, all.size()))) {
      html.append("<tr class=\"").append(verdict.outcome()).append("\"><td>");
      html.append(word(verdict.outcome()));
      for (String cell : List.of(verdict.rule(), verdict.subject(), verdict.summary())) {
        html.append("<td>").append(linked(start(cell, MOST_LETTERS_OF_VERDICT)));
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (all.size() > MOST_VERDICTS) {
      html.append("<p>… and ").append(all.size() - MOST_VERDICTS).append(" more …</p>\n");
    }
  }

  private static String word(Verdict.Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> "✓ holds";
      case VIOLATED -> "✗ violated";
      case CANNOT_TELL -> "? cannot be told";
    };
  }

  private void segments(ConnectionSection main) {
    section("segments", "Segments");
    allSegments.ifPresent(
        link ->
            html.append("<p>Those around findings, and the first ones; <a href=\"")
                .append(Html.escape(link))
                .append("\">all of them as JSON</a>.</p>\n"));
    addIfThereIsRoom(main.table(), "The table");
  }

  private void capture() {
    content
        .capture()
        .ifPresent(
            link -> {
              section("capture", "Capture");
              html.append("<p><a href=\"").append(Html.escape(link)).append("\" download>");
              html.append("Download the capture</a>, for Wireshark; its frames have the numbers")
                  .append(" of this page.</p>\n");
            });
  }
}
