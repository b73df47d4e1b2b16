package dev.tcpunit.report;

import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IcmpError;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * Tells in plain English what happened on a connection, step by step, each with its time and the
 * numbers of its frames, so that it can be looked up in Wireshark.
 *
 * <p>Example: {@code Explanation.write(connection, new PrintWriter(System.out))} prints lines such
 * as {@code 0.000254 #4-#11 The client sends 154,297 bytes in 4 segments; the server acknowledges
 * all of them.}
 */
public final class Explanation {
  private static final int TIME_WIDTH = 12;
  private static final int FRAMES_WIDTH = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private Explanation() {}

  /**
   * Explains one connection.
   *
   * @param connection one whose segments were kept
   * @param out where to; flushed, not closed
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static void write(Connection connection, PrintWriter out) {
    write(
        connection,
        connection.client() + " (client) > " + connection.server() + " (server)",
        IcmpText::sender,
        out);
  }

  /**
   * Explains one connection without its addresses and ports, so that the text may be shown to
   * anybody: what was in the payload is never in it.
   *
   * @param connection one whose segments were kept
   * @param out where to; flushed, not closed
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static void writeAnonymously(Connection connection, PrintWriter out) {
    write(connection, "client > server", IcmpText::anonymousSender, out);
  }

  private static void write(
      Connection connection,
      String endpoints,
      BiFunction<Connection, IcmpError, String> sender,
      PrintWriter out) {
    if (!connection.keepsSegments()) {
      throw new IllegalArgumentException("the analysis kept no segments of " + connection);
    }
    Paragraph.print("", 2, head(connection, endpoints), out);
    out.println();
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      writeStep("", "", "The opening of this connection is not in the capture.", out);
    }
    IcmpLines icmp = new IcmpLines(connection, sender);
    for (StoryStep step : Story.of(connection)) {
      icmp.until(step.firstFrame, line -> writeStep(connection, line, out));
      if (step.silenceNanos > 0) {
        writeStep("", "", "(nothing for " + Quantities.duration(step.silenceNanos) + ")", out);
      }
      String time = time(connection, step.startNanos);
      String frames = frames(step.firstFrame, step.lastFrame);
      writeStep(time, frames, StepText.of(connection, step), out);
    }
    icmp.until(Long.MAX_VALUE, line -> writeStep(connection, line, out));
    writeStep("", "", end(connection), out);
    out.flush();
  }

  private static String head(Connection connection, String endpoints) {
    return endpoints
        + ": "
        + Quantities.counted(connection.segmentCount(), "segment")
        + (connection.trace().completeness().untimedSegments() > 0
            ? ", without times"
            : " in " + Quantities.duration(connection.durationNanos()))
        + (connection.roleEvidence().isProof() ? "" : "; who is the client is a guess")
        + connection.door().map(end -> "; the " + end.word() + " is behind a door").orElse("");
  }

  private static String time(Connection connection, long nanos) {
    return String.format(Locale.ROOT, "%.6f", (nanos - connection.startNanos()) / NANOS_PER_SECOND);
  }

  private static String frames(long first, long last) {
    return first == last ? "#" + first : "#" + first + "-#" + last;
  }

  private static String end(Connection connection) {
    switch (connection.teardown().state()) {
      case CLEAN:
        return "Both sides have closed and each FIN is acknowledged: a clean end.";
      case HALF_CLOSED:
        return "One side has closed; the other had not when the capture ended.";
      case RESET:
        return reset(connection);
      case OPEN:
        return open(connection);
      default:
        return "%s began to close; the capture does not show how it ended."
            .formatted(haveBothClosed(connection) ? "Both sides" : "One side");
    }
  }

  private static boolean haveBothClosed(Connection connection) {
    return connection.flows().stream().allMatch(flow -> flow.finOffset().isPresent());
  }

  private static String reset(Connection connection) {
    if (connection.handshake().state() == Handshake.State.REFUSED) {
      return "No connection came about.";
    }
    return Ending.isCleanBeforeReset(connection)
        ? "Both sides had closed and each FIN was acknowledged before the RST: nothing was lost."
        : "The connection was aborted.";
  }

  private static String open(Connection connection) {
    if (connection.handshake().state() == Handshake.State.UNANSWERED) {
      return Ending.answerWasNotCaptured(connection)
          ? "The server answered, as the client's ACKs prove; the capture does not hold its"
              + " segments."
          : "Nobody answered.";
    }
    return "No side has closed: the connection was open when the capture ended.";
  }

  private static void writeStep(Connection connection, IcmpLines.Line line, PrintWriter out) {
    String time = time(connection, line.first().timeNanos());
    writeStep(time, frames(line.first().frame(), line.last().frame()), line.words(), out);
  }

  private static void writeStep(String time, String frames, String text, PrintWriter out) {
    int indent = TIME_WIDTH + 2 + FRAMES_WIDTH;
    String start = "%" + TIME_WIDTH + "s  %-" + (FRAMES_WIDTH - 1) + "s ";
    Paragraph.print(String.format(start, time, frames), indent, text, out);
  }
}
