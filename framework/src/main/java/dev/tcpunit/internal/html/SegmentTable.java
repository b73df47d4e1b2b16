package dev.tcpunit.internal.html;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.ladder.TextLadder;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The segments of a connection as a table: the first ones, and those around findings, as many as a
 * page has room for.
 */
final class SegmentTable {
  private static final int FIRST = 1000;
  private static final int MOST = 3000;
  private static final int CONTEXT = 2;
  private static final int COLUMNS = 6;

  private final Connection connection;
  private final ConnectionDynamics dynamics;
  private final Passages passages;
  private final List<Segment> all;
  private final TreeSet<Integer> chosen = new TreeSet<>();

  SegmentTable(Connection connection, Set<Long> named, Passages passages) {
    this.connection = connection;
    dynamics = ConnectionDynamics.of(connection);
    this.passages = passages;
    all = connection.segments();
    for (int i = 0; i < all.size() && chosen.size() < MOST; i++) {
      if (i < FIRST) {
        chosen.add(i);
      } else if (named.contains(all.get(i).frame()) || !SegmentRemarks.of(all.get(i)).isEmpty()) {
        for (int near = i - CONTEXT; near <= Math.min(all.size() - 1, i + CONTEXT); near++) {
          chosen.add(near);
        }
      }
    }
  }

  /** Whether it shows every segment. */
  boolean isWhole() {
    return chosen.size() == all.size();
  }

  /** The numbers of the frames that it shows, where both ends were seen those at both. */
  Set<Long> frames() {
    return chosen.stream()
        .map(all::get)
        .flatMap(s -> Stream.concat(Stream.of(s), arrivals(s).stream()))
        .map(Segment::frame)
        .collect(Collectors.toSet());
  }

  private List<Segment> arrivals(Segment sent) {
    return passages.of(sent).map(Passage::arrivals).orElse(List.of());
  }

  /**
   * The table.
   *
   * @param drawn the frames that the ladder shows
   */
  String html(Set<Long> drawn) {
    StringBuilder html = new StringBuilder();
    html.append("<table class=\"segments\">\n<thead><tr><th>frame<th>seconds<th>from<th>segment")
        .append("<th>window<th>findings</tr></thead>\n<tbody>\n");
    int next = 0;
    for (int index : chosen) {
      gap(index - next, html);
      row(all.get(index), drawn, html);
      next = index + 1;
    }
    gap(all.size() - next, html);
    return html.append("</tbody>\n</table>\n").toString();
  }

  /** What became of it on its way, where that is known. */
  private String fate(Segment segment) {
    String lost = passages.of(segment).filter(Passage::isLost).map(p -> " (lost)").orElse("");
    return lost + passages.fault(segment).map(fault -> " [" + fault + "]").orElse("");
  }

  /** In bytes, or in units where it is not known how many bytes one is. */
  private String window(Segment segment) {
    OptionalLong bytes = dynamics.flow(segment.from().peer()).receiveWindow().bytes(segment);
    return bytes.isPresent()
        ? Quantities.count(bytes.getAsLong())
        : Quantities.count(segment.window()) + " units";
  }

  private static void gap(int segments, StringBuilder html) {
    if (segments > 0) {
      html.append("<tr><td colspan=\"").append(COLUMNS).append("\">… ");
      html.append(Quantities.counted(segments, "segment")).append(" left out …</tr>\n");
    }
  }

  private void row(Segment segment, Set<Long> drawn, StringBuilder html) {
    List<String> remarks = SegmentRemarks.of(segment);
    html.append("<tr id=\"s").append(segment.frame()).append('"');
    html.append(remarks.isEmpty() ? "" : " class=\"found\"").append("><td>");
    String number = "#" + segment.frame();
    html.append(
        drawn.contains(segment.frame())
            ? "<a href=\"#l" + segment.frame() + "\">" + number + "</a>"
            : number);
    List<String> cells = new ArrayList<>();
    cells.add(SegmentNotation.seconds(segment.timeNanos() - connection.startNanos()));
    cells.add(segment.from() == Role.CLIENT ? "client →" : "← server");
    cells.add(TextLadder.label(segment));
    cells.add(window(segment));
    cells.add(String.join(", ", remarks) + fate(segment));
    cells.forEach(cell -> html.append("<td>").append(Html.escape(cell)));
    for (Segment arrival : arrivals(segment)) {
      html.append(remarks.isEmpty() ? "" : "; ")
          .append("<span id=\"s")
          .append(arrival.frame())
          .append("\">arrives as #");
      html.append(arrival.frame()).append("</span>");
    }
    html.append("</tr>\n");
  }
}
