package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.Attribution;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.SeenConnection;
import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is said where a query has no answer, or more than one. */
final class QueryFailure {
  private static final int MOST_LINES = 12;

  private final CaptureWindow window;
  private final String asked;
  private final Trace trace;
  private final List<SeenConnection> seen;

  QueryFailure(CaptureWindow window, String asked, Trace trace, List<SeenConnection> seen) {
    this.window = window;
    this.asked = asked;
    this.trace = trace;
    this.seen = seen;
  }

  AssertionError noMatch() {
    StringBuilder text = new StringBuilder(expecting("a connection "));
    text.append("but there is none\n");
    listSeen(text, "captured instead:", Attribution.MINE);
    listSeen(text, "left out, because the test names other ports:", Attribution.NOT_NAMED);
    listSeen(text, "left out, because they were open before:", Attribution.OPENED_BEFORE);
    listSeen(
        text,
        "left out, because a test that ran meanwhile names the port:",
        Attribution.OF_ANOTHER);
    listSeen(
        text, "left out, because a test that ran meanwhile may own them:", Attribution.UNCLEAR);
    text.append("where to look:\n");
    text.append("  - did the code under test connect at all, and to this port?\n");
    if (isAskedTheWrongWay()) {
      text.append("  - is it a client's port? connectionTo() takes that of the server,")
          .append(" connectionFrom() that of the client\n");
    }
    if (!window.hub().interfaceName().equals("any")) {
      text.append("  - did it connect through another interface than ")
          .append(window.hub().interfaceName())
          .append("? @CaptureTcp(interfaceName = \"any\") shows all\n");
    }
    text.append(
        "  - was the connection opened before the test, such as by a pool or in @BeforeAll?");
    return new AssertionError(text.toString());
  }

  /** Whether there is such a connection, but with the port at its other end. */
  private boolean isAskedTheWrongWay() {
    return seen.stream()
        .anyMatch(
            c ->
                asked.equals("to port " + c.clientPort())
                    || asked.equals("from port " + c.serverPort()));
  }

  AssertionError ambiguous(List<Connection> found) {
    return new AssertionError(
        expecting("one connection ")
            + "but there are "
            + found.size()
            + ":\n"
            + lines(found.stream().map(QueryFailure::describe).toList())
            + refused(found)
            + "choose one of capture.connections(), or judge all by assertThat(capture.trace());\n"
            + "if there should be one only, find out why there are more");
  }

  private static String refused(List<Connection> found) {
    long refused =
        found.stream().filter(c -> c.handshake().state() == Handshake.State.REFUSED).count();
    return refused == 0
        ? ""
        : refused
            + " of them refused: does the server listen on this port by then,\n"
            + "  and does the client wait between its attempts?\n";
  }

  AssertionError contested(List<SeenConnection> contested) {
    return new AssertionError(
        expecting("a connection ")
            + "but a test that ran at the same time asks for the same port:\n"
            + lines(window.others())
            + "and these may be either test's:\n"
            + lines(contested)
            + "give each test a server port of its own, or run them one after the other");
  }

  AssertionError unclear(List<SeenConnection> unclear) {
    return new AssertionError(
        expecting("the connections ")
            + "but other tests ran at the same time:\n"
            + lines(window.others())
            + "and these may be theirs:\n"
            + lines(unclear)
            + "name each test's ports, by @CaptureTcp(ports = ...) or capture.ownPorts(...)");
  }

  private String expecting(String what) {
    return "Expecting %s%s%nin the capture of %s%n  %s, %s, %d dropped by capture%n"
        .formatted(
            what,
            asked,
            window.owner(),
            window.hub().subject(),
            counted(trace.tcpSegments(), "segment"),
            trace.completeness().droppedFrames().orElse(0));
  }

  private void listSeen(StringBuilder text, String heading, Attribution attribution) {
    List<SeenConnection> matching =
        seen.stream().filter(each -> each.attribution() == attribution).toList();
    if (!matching.isEmpty()) {
      text.append(heading).append('\n').append(lines(matching));
    }
  }

  private static String lines(Collection<?> items) {
    String all =
        items.stream()
            .limit(MOST_LINES)
            .map(item -> "  " + item + "\n")
            .collect(Collectors.joining());
    int more = items.size() - MOST_LINES;
    return more > 0 ? all + "  and " + more + " more\n" : all;
  }

  private static String describe(Connection connection) {
    return "%s (%s, handshake %s, close %s)"
        .formatted(
            connection,
            counted(connection.segmentCount(), "segment"),
            EnumWords.of(connection.handshake().state()),
            EnumWords.of(connection.teardown().state()));
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
