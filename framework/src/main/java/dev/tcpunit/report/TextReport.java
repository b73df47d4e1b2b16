package dev.tcpunit.report;

import dev.tcpunit.internal.ladder.Rungs;
import dev.tcpunit.internal.ladder.TextLadder;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Writes a trace as text of at most 100 columns: what was captured, what is missing, a table of the
 * connections, and on request every segment with what was found about it.
 *
 * <p>Example: {@code new TextReport().withSegments().write(trace, new PrintWriter(System.out))}.
 * Immutable.
 */
public final class TextReport {
  /** More would hide the table; {@code malformed} counts them all. */
  private static final int MOST_UNREAD = 3;

  /** Writes what follows the table about each connection; null for nothing. */
  private final BiConsumer<Connection, PrintWriter> details;

  private final int most;

  /** Null lets all through. */
  private final Predicate<Connection> filter;

  /** Reports all connections without their segments. */
  public TextReport() {
    this(null, null, Integer.MAX_VALUE);
  }

  private TextReport(
      BiConsumer<Connection, PrintWriter> details, Predicate<Connection> filter, int most) {
    this.details = details;
    this.filter = filter;
    this.most = most;
  }

  /**
   * Adds the segments of each connection, one a line, as tcpdump writes them; the analysis must
   * have kept them.
   *
   * @return a report that does
   */
  public TextReport withSegments() {
    return new TextReport(SegmentList::write, filter, most);
  }

  /**
   * Adds a ladder of each connection: an arrow for each segment, between the client on the left and
   * the server on the right, with what was found about it. Runs of segments of which there is
   * nothing to say are one line each. The analysis must have kept the segments.
   *
   * @param colour whether to use the colours of a terminal
   * @return a report that does
   */
  public TextReport withLadder(boolean colour) {
    return new TextReport(
        (connection, out) ->
            TextLadder.write(connection, Rungs.of(connection, Set.of()), colour, out),
        filter,
        most);
  }

  /**
   * Leaves out the connections that a filter does not let through.
   *
   * @param newFilter true for the connections to report
   * @return a report that does
   */
  public TextReport only(Predicate<Connection> newFilter) {
    return new TextReport(details, newFilter, most);
  }

  /**
   * Leaves out the connections beyond a number of them, and says how many those are.
   *
   * @param connections how many to report at most, more than 0
   * @return a report that does
   */
  public TextReport atMost(int connections) {
    return new TextReport(details, filter, connections);
  }

  /**
   * Writes the report.
   *
   * @param trace what was captured
   * @param out where to; flushed, not closed
   */
  public void write(Trace trace, PrintWriter out) {
    List<Connection> chosen = chosen(trace.connections());
    List<Connection> shown = chosen.size() > most ? chosen.subList(0, most) : chosen;
    writeHead(trace, chosen.size(), out);
    if (!shown.isEmpty()) {
      out.println();
      new ConnectionTable(shown).write(out);
    }
    if (shown.size() < chosen.size()) {
      out.println("  and " + Quantities.count(chosen.size() - shown.size()) + " more");
    }
    if (details != null) {
      for (Connection connection : shown) {
        out.println();
        details.accept(connection, out);
      }
    }
    out.flush();
  }

  private List<Connection> chosen(List<Connection> all) {
    if (filter == null) {
      return all;
    }
    List<Connection> chosen = new ArrayList<>();
    for (Connection connection : all) {
      if (filter.test(connection)) {
        chosen.add(connection);
      }
    }
    return chosen;
  }

  private static void writeHead(Trace trace, int shown, PrintWriter out) {
    int all = trace.connections().size();
    Paragraph.print(
        Printable.of(trace.source()) + ": ",
        2,
        ""
            + Quantities.counted(trace.packets(), "packet")
            + ", "
            + Quantities.counted(trace.tcpSegments(), "TCP segment")
            + ", "
            + Quantities.counted(all, "connection")
            + (shown == all ? "" : ", " + Quantities.count(shown) + " of them shown"),
        out);
    String ignored = ignored(trace.ignored());
    if (!ignored.isEmpty()) {
      Paragraph.print("  left out: ", 4, ignored, out);
    }
    writeMissing(trace.completeness(), out);
  }

  private static void writeMissing(Completeness completeness, PrintWriter out) {
    long dropped = completeness.droppedFrames().orElse(0);
    if (dropped > 0) {
      out.println(
          "  the capture lost "
              + Quantities.counted(dropped, "frame")
              + ": what is missing here may have been on the wire");
    }
    if (completeness.damage().isPresent()) {
      Completeness.Damage damage = completeness.damage().get();
      Paragraph.print("  damaged at byte " + damage.offset() + ": ", 4, damage.reason(), out);
    }
    completeness
        .timeDisorder()
        .ifPresent(disorder -> Paragraph.print("  out of order: ", 4, words(disorder), out));
    if (completeness.untimedSegments() > 0) {
      out.println(
          "  no times: the text has none for "
              + Quantities.counted(completeness.untimedSegments(), "segment")
              + ", as tcpdump -t prints it: nothing is known of durations");
    }
    completeness.unreadLines().stream()
        .limit(MOST_UNREAD)
        .forEach(line -> Paragraph.print("  not read: ", 4, line.toString(), out));
  }

  private static String words(TimeDisorder disorder) {
    return Quantities.counted(disorder.segments(), "segment")
        + (disorder.segments() == 1 ? " comes" : " come")
        + " after later ones of the same connection, by at most "
        + Quantities.duration(disorder.mostNanos())
        + ": what is said of those connections may be wrong"
        + (disorder.file() ? "; sort the file with reordercap" : "");
  }

  private static String ignored(IgnoredFrames ignored) {
    List<String> parts = new ArrayList<>();
    add(parts, ignored.notTcp(), "not TCP");
    add(parts, ignored.malformed(), "malformed");
    add(parts, ignored.fragment(), "in fragments that do not make a whole");
    add(parts, ignored.truncated(), "cut within the headers");
    add(parts, ignored.unsupportedLink(), "of a link type that is not read");
    add(parts, ignored.tunnel(), "in tunnels");
    long lines = ignored.skippedLines();
    add(parts, lines, lines == 1 ? "line that is no packet" : "lines that are no packets");
    add(parts, ignored.seenBefore(), "seen at another interface before");
    long errors = ignored.icmpErrors();
    add(parts, errors, (errors == 1 ? "ICMP error" : "ICMP errors") + " about no connection here");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Quantities.count(count) + " " + what);
    }
  }
}
