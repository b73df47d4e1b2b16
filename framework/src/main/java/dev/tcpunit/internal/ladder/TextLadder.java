package dev.tcpunit.internal.ladder;

import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.io.PrintWriter;
import java.util.List;

/**
 * A ladder in 100 columns: the time since the connection's first segment, the frame's number, an
 * arrow from the client on the left to the server on the right or back, and what was found.
 */
public final class TextLadder {
  private static final int TIME_WIDTH = 12;
  private static final int FRAME_WIDTH = 9;
  private static final int GAP = 50;
  private static final int REMARKS_WIDTH = 25;
  private static final String SIDES_INDENT = " ".repeat(TIME_WIDTH + FRAME_WIDTH);

  private static final String PLAIN = "\u001b[0m";
  private static final String RED = "\u001b[31m";
  private static final String FAINT = "\u001b[2m";

  private final Connection connection;
  private final boolean colour;
  private final PrintWriter out;

  private TextLadder(Connection connection, boolean colour, PrintWriter out) {
    this.connection = connection;
    this.colour = colour;
    this.out = out;
  }

  /**
   * Writes a ladder.
   *
   * @param colour whether to use the colours of a terminal
   * @param out where to; flushed, not closed
   */
  public static void write(
      Connection connection, List<Rung> rungs, boolean colour, PrintWriter out) {
    TextLadder ladder = new TextLadder(connection, colour, out);
    out.println(connection);
    out.println(SIDES_INDENT + "client" + " ".repeat(GAP + 2 - 12) + "server");
    rungs.forEach(ladder::writeRung);
    Rungs.icmpAtTheEnd(connection).forEach(ladder::writeIcmp);
    Pause.atTheEnd(connection).forEach(ladder::writePause);
    out.flush();
  }

  private void writeRung(Rung rung) {
    rung.icmp().forEach(this::writeIcmp);
    rung.pause().ifPresent(this::writePause);
    if (rung.isRun()) {
      writeAside("... " + rung.words() + " ...");
    } else {
      writeSegment(rung.first());
    }
  }

  private void writeIcmp(String words) {
    writeAside(words, RED);
  }

  private void writePause(Pause pause) {
    writeAside("(" + pause.words() + ")");
    writeAside(pause.why());
  }

  /** In the middle between the two sides. */
  private void writeAside(String words) {
    writeAside(words, FAINT);
  }

  private void writeAside(String words, String colourOfIt) {
    for (String line : LineWrap.lines(words, GAP)) {
      int left = Math.max(0, (GAP - line.length()) / 2);
      String centred = " ".repeat(left) + line;
      String right = " ".repeat(Math.max(0, GAP - centred.length())) + "|";
      out.println(SIDES_INDENT + "|" + painted(colourOfIt, centred) + right);
    }
  }

  private void writeSegment(Segment segment) {
    List<String> remarks =
        LineWrap.lines(String.join(", ", SegmentRemarks.of(segment)), REMARKS_WIDTH);
    String colourOfIt = remarks.isEmpty() ? "" : RED;
    String time = SegmentNotation.seconds(segment.timeNanos() - connection.startNanos());
    String start = String.format("%" + TIME_WIDTH + "s %-8s", time, "#" + segment.frame());
    out.print(start + "|" + painted(colourOfIt, arrow(segment)) + "|");
    out.println(remarks.isEmpty() ? "" : " " + painted(RED, remarks.get(0)));
    for (int i = 1; i < remarks.size(); i++) {
      out.println(SIDES_INDENT + "|" + " ".repeat(GAP) + "| " + painted(RED, remarks.get(i)));
    }
  }

  private String painted(String escape, String text) {
    return colour && !escape.isEmpty() ? escape + text + PLAIN : text;
  }

  private static String arrow(Segment segment) {
    String label = label(segment, true);
    if (label.length() > GAP - 6) {
      label = label(segment, false);
    }
    int line = Math.max(0, GAP - label.length() - 5);
    return segment.from() == Role.CLIENT
        ? "-- " + label + " " + "-".repeat(line) + ">"
        : "<" + "-".repeat(line) + " " + label + " --";
  }

  /** {@code [P.] 1:1449 (1448) ack 1}: flags, bytes, their number, and what is acknowledged. */
  public static String label(Segment segment) {
    return label(segment, true);
  }

  private static String label(Segment segment, boolean withLength) {
    StringBuilder label = new StringBuilder();
    label.append('[').append(segment.flags()).append(']');
    if (segment.length() > 0) {
      label.append(' ').append(segment.seq()).append(':').append(segment.seq() + segment.length());
      label.append(withLength ? " (" + segment.length() + ")" : "");
    } else if (segment.end() > segment.seq() || segment.kind() == SegmentKind.KEEP_ALIVE) {
      label.append(' ').append(segment.seq());
    }
    if (segment.has(TcpFlags.ACK)) {
      label.append(" ack ").append(segment.ack() < 0 ? "below the start" : segment.ack());
    }
    return label.toString();
  }
}
