package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Attempts of one host to connect to one server, up to the first that succeeded. A SYN that is sent
 * again is the kernel's doing and no attempt of its own.
 *
 * @param attempts in order; all but the last were refused, not answered, or left half open
 */
record AttemptRun(List<Connection> attempts) {

  /** All of a trace: those that succeeded, by the order of their last attempts, then the others. */
  static List<AttemptRun> all(Trace trace) {
    List<AttemptRun> found = new ArrayList<>();
    Map<Way, List<Connection>> open = new LinkedHashMap<>();
    for (Connection connection : trace.connections()) {
      Way way = new Way(connection.client().address(), connection.server());
      open.computeIfAbsent(way, first -> new ArrayList<>()).add(connection);
      if (succeeded(connection)) {
        found.add(new AttemptRun(open.remove(way)));
      }
    }
    open.values().forEach(attempts -> found.add(new AttemptRun(attempts)));
    return found;
  }

  private record Way(InetAddress client, Endpoint server) {}

  private static boolean succeeded(Connection connection) {
    return switch (connection.handshake().state()) {
      case COMPLETED, NOT_CAPTURED -> true;
      case REFUSED, UNANSWERED, INCOMPLETE -> false;
    };
  }

  /** From the start of each attempt to that of the next, in nanoseconds. */
  List<Long> pauses() {
    return IntStream.range(1, attempts.size())
        .mapToObj(i -> attempts.get(i).startNanos() - attempts.get(i - 1).startNanos())
        .toList();
  }

  /** What became of an attempt: {@code refused}. */
  static String outcome(Connection attempt) {
    return switch (attempt.handshake().state()) {
      case COMPLETED, NOT_CAPTURED -> "opened";
      case REFUSED -> "refused";
      case UNANSWERED -> "not answered";
      case INCOMPLETE -> "not completed";
    };
  }
}
