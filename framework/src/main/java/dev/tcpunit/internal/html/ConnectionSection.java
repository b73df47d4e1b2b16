package dev.tcpunit.internal.html;

import dev.tcpunit.internal.ladder.Rung;
import dev.tcpunit.internal.ladder.Rungs;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.trace.Connection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a page shows of one connection. */
final class ConnectionSection {
  private static final int MOST_RUNGS = 80;
  private static final int MOST_STORY_LINES = 120;

  private final Connection connection;
  private final Set<Long> named;
  private final Passages passages;
  private final List<Rung> rungs;
  private final SegmentTable table;
  private final Set<Long> frames;

  ConnectionSection(Connection connection, Set<Long> named, List<FiredFault> faults) {
    this.connection = connection;
    passages = new Passages(connection, faults);
    this.named = passages.asSent(named);
    Set<Long> eventful = passages.eventful();
    rungs = Rungs.around(connection, this.named, eventful, MOST_RUNGS);
    table = new SegmentTable(connection, this.named, passages);
    frames = table.frames();
  }

  Connection connection() {
    return connection;
  }

  /** The frames that text may lead to. */
  Set<Long> frames() {
    return frames;
  }

  boolean leavesOutSegments() {
    return !table.isWhole();
  }

  String story() {
    StringWriter text = new StringWriter();
    Explanation.write(connection, new PrintWriter(text));
    List<String> lines = text.toString().lines().toList();
    String shown = lines.stream().limit(MOST_STORY_LINES).collect(Collectors.joining("\n"));
    int more = lines.size() - MOST_STORY_LINES;
    return "<pre>"
        + Html.lines(shown + (more > 0 ? "\n... and " + more + " more lines" : ""), frames)
        + "</pre>\n";
  }

  String howToRead() {
    return "Time runs downwards. Each arrow is a segment, with its flags in brackets (S opens the"
        + " connection, F says that its sender has no more to send, R aborts, P asks to pass the"
        + " data on at once, . acknowledges), the numbers of the bytes that it carries (1:1449 are"
        + " bytes 1 to 1448), how many those are, and with ack the byte that its sender expects"
        + " next. Red is what was sent again, brown what else was found; a bar lies behind what the"
        + " failure names. "
        + (connection.isSeenAtBothEnds()
            ? "Both ends were captured: an arrow begins where the segment was sent and ends where"
                + " it arrived, or in the middle, at a cross, where it was lost."
            : "Captured at one place: when a segment arrived is not known.");
  }

  String ladder() {
    return connection.isSeenAtBothEnds()
        ? LinkLadder.of(connection, rungs, passages, named)
        : SegmentLadder.of(connection, rungs, named);
  }

  String table() {
    return table.html(
        rungs.stream()
            .filter(rung -> !rung.isRun())
            .map(rung -> rung.first().frame())
            .collect(Collectors.toSet()));
  }
}
