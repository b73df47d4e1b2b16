package dev.tcpunit.internal.junit;

import static dev.tcpunit.internal.notation.Quantities.duration;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.dynamics.WaitingFor;
import dev.tcpunit.internal.door.OpenDoors;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How one connection stood when a test failed, in words for people who do not know TCP well. */
final class ConnectionStory {
  private static final String INDENT = "    ";
  private static final String OPEN = "open";
  private static final String NOT_ANSWERED = "not answered";

  private final Connection connection;
  private final FailureMoment moment;
  private final List<Segment> leaving;
  private final List<Waiting> waits;

  /** Whether it stood still, so that how it was closed at last is not what matters. */
  private final boolean stuck;

  ConnectionStory(Connection connection, FailureMoment moment, Predicate<Endpoint> here) {
    this.connection = connection;
    this.moment = moment;
    leaving = moment.leaving(connection, here);
    waits = Waiting.at(connection, moment.before(leaving));
    stuck = waits.stream().anyMatch(w -> w.nanos() >= FailureMoment.STANDSTILL_NANOS);
  }

  /**
   * The order of telling: connections that cannot go on, then those that failed, last those that
   * ended.
   */
  int rank() {
    if (stuck) {
      return waits.get(0).what() == WaitingFor.DATA ? 1 : 0;
    }
    Teardown.State end = connection.teardown().state();
    return end == Teardown.State.RESET ? 2 : end == Teardown.State.CLEAN ? 4 : 3;
  }

  /** How the connection was opened or closed, in a word or two, for counting. */
  String state() {
    return stuck ? stateBeforeLeaving() : stateNow();
  }

  private String stateBeforeLeaving() {
    if (waits.get(0).what() == WaitingFor.HANDSHAKE) {
      return NOT_ANSWERED;
    }
    List<Role> closed =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.FIN) && s.timeNanos() <= moment.before(leaving))
            .map(Segment::from)
            .distinct()
            .toList();
    return closed.size() == 1 ? closedBy(closed.get(0)) : closed.isEmpty() ? OPEN : "closing";
  }

  private String stateNow() {
    switch (connection.handshake().state()) {
      case REFUSED:
        return "refused by the server";
      case UNANSWERED, INCOMPLETE:
        return NOT_ANSWERED;
      default:
        break;
    }
    return switch (connection.teardown().state()) {
      case CLEAN -> "closed by both sides";
      case HALF_CLOSED -> connection.teardown().first().map(ConnectionStory::closedBy).orElse("");
      case RESET -> "reset" + resetBy();
      case OPEN -> OPEN;
      case CANNOT_TELL -> "closing";
    };
  }

  private static String closedBy(Role side) {
    return "closed by the " + Wording.side(side) + " only";
  }

  private String resetBy() {
    return connection.views().stream()
        .flatMap(view -> Closing.of(view).reset().stream())
        .findFirst()
        .map(rst -> " by the " + Wording.side(rst.from()))
        .orElse("");
  }

  /** One line: the endpoints, the state, the time, the bytes each way. */
  void tellHead(WrappedText text) {
    text.add(
        "  ",
        "%s: %s; %s, %s"
            .formatted(
                connection,
                lasted(state()),
                bytes(connection.clientToServer()),
                bytes(connection.serverToClient())),
        INDENT);
    connection.door().ifPresent(end -> text.add(INDENT, behindDoor(end), "  "));
  }

  private String behindDoor(Role end) {
    return "the %s is behind a door".formatted(Wording.side(end))
        + refusal().map(why -> ", which did not lead to it: " + why).orElse("");
  }

  private Optional<String> refusal() {
    boolean broken =
        connection.handshake().state() == Handshake.State.REFUSED
            || connection.teardown().state() == Teardown.State.RESET;
    return broken
        ? OpenDoors.refusal(
            new InetSocketAddress(connection.client().address(), connection.client().port()))
        : Optional.empty();
  }

  /** A state with how long it lasted, or after which time the connection was over. */
  private String lasted(String state) {
    Teardown.State end = connection.teardown().state();
    boolean over =
        connection.handshake().state() == Handshake.State.REFUSED
            || end == Teardown.State.RESET
            || end == Teardown.State.CLEAN;
    if (over && !stuck) {
      return state + " after " + duration(connection.durationNanos());
    }
    return state.equals(OPEN) || state.equals(NOT_ANSWERED)
        ? state + " for " + duration(moment.before(leaving) - connection.startNanos())
        : state;
  }

  private static String bytes(Flow flow) {
    String side = Wording.side(flow.sender());
    if (!flow.isKnown(FlowCount.BYTES)) {
      return side + " sent ? bytes";
    }
    long open = flow.endOffset() - Math.max(1, flow.acknowledgedTo().orElse(1));
    String sent = "%s sent %,d byte%s".formatted(side, flow.bytes(), flow.bytes() == 1 ? "" : "s");
    return open > 0 && flow.bytes() > 0 ? sent + " (%,d not acknowledged)".formatted(open) : sent;
  }

  /** Who waits for whom, what was lost, how it was closed, and the last segments. */
  void tellMore(WrappedText text, int segments) {
    if (stuck) {
      waits.forEach(waiting -> text.add(INDENT, words(waiting), "  "));
    }
    tellLosses(text);
    tellLeaving(text);
    List<Segment> all = connection.segments();
    int left = Math.max(0, all.size() - segments);
    for (Segment segment : all.subList(left, all.size())) {
      tell(segment, text);
    }
  }

  private String words(Waiting waiting) {
    String since = " since #%d: %s".formatted(waiting.since().frame(), waiting.explanation());
    return waiting
            .side()
            .map(
                side ->
                    "the %s has waited for the %s for "
                        .formatted(Wording.side(side), Wording.side(side.peer())))
            .orElse("nothing has happened for ")
        + duration(waiting.nanos())
        + ","
        + since;
  }

  private void tellLosses(WrappedText text) {
    if (!connection.isSeenAtBothEnds()) {
      return;
    }
    for (Role side : Role.values()) {
      int lost = connection.flow(side).transit().lost().size();
      if (lost > 0) {
        text.add(
            INDENT,
            "the link lost %s of the %s"
                .formatted(Wording.count(lost, "segment"), Wording.side(side)),
            "  ");
      }
    }
  }

  private void tellLeaving(WrappedText text) {
    if (!leaving.isEmpty()) {
      Map<String, String> closes = new LinkedHashMap<>();
      leaving.forEach(close -> closes.putIfAbsent(words(close), when(close)));
      List<String> words =
          closes.entrySet().stream().map(close -> close.getKey() + close.getValue()).toList();
      text.add(INDENT, moment.markOfAll() + ": " + Wording.join(words), "  ");
    }
  }

  private static String words(Segment close) {
    String what = close.has(TcpFlags.RST) ? "RST" : "FIN";
    return what + " of the " + Wording.side(close.from());
  }

  private String when(Segment close) {
    long nanos = close.timeNanos() - moment.nanos();
    return " (#%d, %s %s)"
        .formatted(close.frame(), duration(Math.abs(nanos)), nanos < 0 ? "before" : "after");
  }

  private void tell(Segment segment, WrappedText text) {
    List<String> remarks = new ArrayList<>(SegmentRemarks.of(segment));
    if (leaving.contains(segment)) {
      remarks.add(moment.mark());
    }
    String line = SegmentNotation.line(connection, segment);
    text.add(
        INDENT, remarks.isEmpty() ? line : line + "  <- " + String.join(", ", remarks), "      ");
  }
}
