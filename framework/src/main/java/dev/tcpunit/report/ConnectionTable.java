package dev.tcpunit.report;

import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.io.PrintWriter;
import java.util.List;

/** One line a connection; two where the addresses are too long for one. */
final class ConnectionTable {
  private static final int ENDPOINTS = 1;
  private static final String[] HEAD = {
    "#", "client > server", "lasted", "segs", "bytes >", "bytes <", "resent", "opened", "closed"
  };
  private static final boolean[] LEFT = {
    false, true, false, false, false, false, false, true, true
  };

  private static final List<FlowCount> RESENT =
      List.of(
          FlowCount.RETRANSMISSIONS, FlowCount.SYN_RETRANSMISSIONS, FlowCount.FIN_RETRANSMISSIONS);

  private final List<Connection> connections;
  private final int[] widths = new int[HEAD.length];

  ConnectionTable(List<Connection> connections) {
    this.connections = connections;
    widen(HEAD);
    for (Connection connection : connections) {
      widen(cells(connection));
    }
  }

  private void widen(String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  void write(PrintWriter out) {
    int width = 2 * HEAD.length;
    for (int column : widths) {
      width += column;
    }
    boolean twoLines = width > Paragraph.WIDTH;
    writeRow(HEAD, twoLines, out);
    boolean guessed = false;
    for (Connection connection : connections) {
      writeRow(cells(connection), twoLines, out);
      guessed |= !connection.roleEvidence().isProof();
    }
    if (guessed) {
      out.println("  ? who is the client is a guess: the opening was not captured");
    }
  }

  private void writeRow(String[] cells, boolean twoLines, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    cell(line, cells, 0);
    if (twoLines) {
      out.println(line + "  " + cells[ENDPOINTS]);
      line.setLength(0);
      line.append(" ".repeat(2 + widths[0]));
    } else {
      cell(line, cells, ENDPOINTS);
    }
    for (int i = ENDPOINTS + 1; i < cells.length; i++) {
      cell(line, cells, i);
    }
    out.println(line.toString().stripTrailing());
  }

  private void cell(StringBuilder line, String[] cells, int column) {
    String padding = " ".repeat(widths[column] - cells[column].length());
    line.append("  ");
    line.append(LEFT[column] ? cells[column] + padding : padding + cells[column]);
  }

  private static String[] cells(Connection connection) {
    Flow up = connection.clientToServer();
    Flow down = connection.serverToClient();
    boolean guessed = !connection.roleEvidence().isProof();
    return new String[] {
      Integer.toString(connection.index()),
      connection + (guessed ? " ?" : ""),
      lasted(connection),
      Quantities.count(connection.segmentCount()),
      count(up, FlowCount.BYTES),
      count(down, FlowCount.BYTES),
      resent(up, down),
      opened(connection),
      EnumWords.of(connection.teardown().state()),
    };
  }

  private static String lasted(Connection connection) {
    return connection.trace().completeness().untimedSegments() > 0
        ? "?"
        : Quantities.duration(connection.durationNanos());
  }

  private static String count(Flow flow, FlowCount count) {
    return flow.isKnown(count) ? Quantities.count(flow.count(count)) : "?";
  }

  /** {@code 1 to 14} where the packets do not tell of 13 segments if they were sent again. */
  private static String resent(Flow up, Flow down) {
    long sum = 0;
    long undecided = 0;
    for (Flow flow : List.of(up, down)) {
      for (FlowCount count : RESENT) {
        if (!flow.isKnown(count)) {
          return "?";
        }
        sum += flow.count(count);
      }
      undecided += flow.count(FlowCount.UNDECIDED);
    }
    String least = Quantities.count(sum);
    return undecided == 0 ? least : least + " to " + Quantities.count(sum + undecided);
  }

  private static String opened(Connection connection) {
    if (Ending.answerWasNotCaptured(connection)) {
      return "answer not captured";
    }
    return Ending.lacksThirdSegment(connection)
        ? "not confirmed"
        : EnumWords.of(connection.handshake().state());
  }
}
