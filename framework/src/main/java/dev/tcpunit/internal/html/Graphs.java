package dev.tcpunit.internal.html;

import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The graphs of a connection, each with its legend and how to read it: bytes over time, bytes in
 * flight, round trips, throughput, and who waited for whom.
 *
 * <p>Words, legends and waits are elements that need no script. What is drawn comes from {@link
 * GraphData} by the scripts that {@link #head} brings with it: nothing is loaded.
 */
final class Graphs {
  /** What a short answer has; where it stands is in the graph of the other flow. */
  private static final int FEWEST_SEGMENTS = 10;

  private static final int MOST_WAITS = 20;

  private static final String NOT_DRAWN =
      "<noscript><p>They are not drawn here, as this place forbids scripts: save the page, and open"
          + " it from disk.</p></noscript>\n";

  private static final String THINNED =
      """
      <p class="how">There are too many segments to draw each: a bar may be a run of data, and a
      step a run of acknowledgements. What was sent again is drawn one by one.</p>
      """;

  private Graphs() {}

  /** What a page with graphs needs in its head, once: style and script. */
  static String head() {
    return Head.TEXT;
  }

  /** The same on every page, and so put together once. */
  private static final class Head {
    static final String TEXT =
        """
        <!-- Graphs are drawn by uPlot.

        %s-->
        <style>
        %s%s</style>
        <script>
        %s(() => {
        "use strict";
        %s%s%s%s})();
        </script>
        """
            .formatted(
                resource("uPlot.LICENSE"),
                resource("uPlot.min.css"),
                resource("graphs.css"),
                resource("uPlot.iife.min.js"),
                resource("graph-data.js"),
                resource("graph-kinds.js"),
                resource("graphs.js"),
                resource("graph-controls.js"));
  }

  private static String resource(String name) {
    try (InputStream in = Graphs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Graphs.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graphs of a connection that keeps its segments, each of which is drawn. */
  static String html(Connection connection) {
    return html(connection, Integer.MAX_VALUE);
  }

  /**
   * The graphs of a connection that keeps its segments. A segment's place in the page is the
   * element whose id is {@code s} and its frame's number.
   *
   * @param mostRows into how many rows its segments are put together if they are more
   */
  static String html(Connection connection, int mostRows) {
    List<Wait> waits = Wait.of(connection);
    List<Flow> flows = drawn(connection);
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"graphs\" id=\"graphs-%d\">%n".formatted(connection.index()));
    html.append("<h2>Graphs</h2>\n").append(NOT_DRAWN);
    html.append(connection.segmentCount() > mostRows ? THINNED : "");
    html.append(waits(connection, waits));
    html.append(FlowGraphs.of(flows.get(0)));
    for (Flow other : flows.subList(1, flows.size())) {
      html.append("<details%s>%n".formatted(hasFindings(other) ? " open" : ""));
      html.append("<summary>%s</summary>%n".formatted(FlowGraphs.title(other)));
      html.append(FlowGraphs.of(other)).append("</details>\n");
    }
    html.append("<script type=\"application/json\">");
    html.append(GraphData.of(connection, flows, waits, mostRows));
    return html.append("</script>\n</section>\n").toString();
  }

  /** The flow with most of the data; and the other, if there is a course of it to draw. */
  private static List<Flow> drawn(Connection connection) {
    List<Flow> flows = new ArrayList<>(connection.flows());
    flows.sort(Comparator.comparingLong(Flow::bytes).reversed());
    Flow other = flows.get(1);
    boolean hasCourse = other.dataSegments() >= FEWEST_SEGMENTS || hasFindings(other);
    return hasCourse ? flows : flows.subList(0, 1);
  }

  private static boolean hasFindings(Flow flow) {
    return flow.retransmissions() > 0;
  }

  private static String waits(Connection connection, List<Wait> waits) {
    String list =
        waits.isEmpty()
            ? "<p>Nobody waited: one side or the other made progress all the time.</p>\n"
            : list(connection, waits);
    return waits.isEmpty()
        ? "<h3>Who waited for whom</h3>\n" + list
        : """
        <figure class="graph" data-graph="waits">
        <figcaption>
        <h3>Who waited for whom</h3>
        <p class="how">How to read this: each bar is a time in which the connection stood still.
        It lies in the row of where the cause lies, and says what it was; the list below says how
        the packets prove it.</p>
        </figcaption>
        <div class="plot"></div>
        %s</figure>
        """
            .formatted(list);
  }

  /** The longest, in their order: a slow network has hundreds. */
  private static String list(Connection connection, List<Wait> waits) {
    List<Wait> byLength =
        waits.stream().sorted(Comparator.comparingLong(Wait::nanos).reversed()).toList();
    Set<Wait> told = Set.copyOf(byLength.subList(0, Math.min(MOST_WAITS, waits.size())));
    String items =
        waits.stream()
            .filter(told::contains)
            .map(wait -> item(connection, wait))
            .collect(Collectors.joining("", "<ol class=\"waits\">\n", "</ol>\n"));
    return waits.size() <= MOST_WAITS
        ? items
        : items
            + "<p>And %d shorter ones, of at most %s.</p>%n"
                .formatted(
                    waits.size() - MOST_WAITS,
                    Html.escape(Quantities.duration(byLength.get(MOST_WAITS).nanos())));
  }

  private static String item(Connection connection, Wait wait) {
    return "<li>%s, after %s%s: %s.</li>%n"
        .formatted(
            Html.escape(Quantities.duration(wait.nanos())),
            link(wait.since(), wait.since().timeNanos() - connection.startNanos()),
            wait.until().map(segment -> ", until " + link(segment)).orElse(""),
            Html.escape(wait.text()));
  }

  private static String link(Segment segment, long afterNanos) {
    return link(segment) + " at " + Html.escape(Quantities.duration(afterNanos));
  }

  private static String link(Segment segment) {
    return "<a href=\"#s%d\">#%d</a>".formatted(segment.frame(), segment.frame());
  }
}
