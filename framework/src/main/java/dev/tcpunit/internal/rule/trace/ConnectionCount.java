package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The trace has exactly so many connections, or exactly so many to one port. */
public final class ConnectionCount extends StatedRule<Trace> {
  private static final int MOST_CONNECTIONS = 10;

  private final int expected;
  private final OptionalInt port;

  public ConnectionCount(int expected) {
    this(expected, OptionalInt.empty());
  }

  public ConnectionCount(int expected, OptionalInt port) {
    super(
        "hasConnectionCount",
        "have "
            + Wording.count(expected, "connection")
            + (port.isPresent() ? " to port " + port.getAsInt() : ""),
        "RFC 9293 s3.3.1",
        "a connection is named by its two endpoints");
    this.expected = expected;
    this.port = port;
  }

  @Override
  public Verdict judge(Trace trace) {
    List<Connection> found =
        port.isPresent() ? trace.connectionsTo(port.getAsInt()) : trace.connections();
    int actual = found.size();
    Finding message = count(expecting(trace), actual).compare(expected, actual);
    if (actual == expected) {
      return judgement.holds(message);
    }
    return actual > expected
        ? judgement.violatedByPresence(surplus(message, found))
        : judgement.violatedByAbsence(message, Optional.empty());
  }

  /** The attempts that failed, if there were not too many connections without them. */
  private List<Connection> inVain(List<Connection> found) {
    List<Connection> vain =
        found.stream().filter(connection -> !OpenedConnections.wasOpened(connection)).toList();
    return found.size() - vain.size() > expected ? List.of() : vain;
  }

  /** Says how many connections were found, and what became of each. */
  private static Finding count(Finding message, long found) {
    List<Connection> all = message.trace().connections();
    message.but("it has " + found);
    for (Connection connection : all.subList(0, Math.min(MOST_CONNECTIONS, all.size()))) {
      message.line(
          "%s, %s%s, %s"
              .formatted(
                  connection,
                  ConnectionLines.segments(connection),
                  opening(connection),
                  ConnectionLines.start(connection)));
    }
    return message.more(all.size() - MOST_CONNECTIONS);
  }

  /** A request that was sent again by itself explains one connection. */
  private Finding surplus(Finding message, List<Connection> found) {
    Optional<Connection> again = sentAgain(found);
    again.ifPresent(connection -> tellSentAgain(message, connection));
    return again.isPresent() && found.size() == expected + 1
        ? message
        : tooMany(message, inVain(found));
  }

  /** The connection that carries what the one before it carried and got no answer to. */
  private static Optional<Connection> sentAgain(List<Connection> found) {
    return IntStream.range(1, found.size())
        .filter(i -> isSentAgain(found.get(i - 1), found.get(i).clientToServer()))
        .mapToObj(found::get)
        .findFirst();
  }

  private static boolean isSentAgain(Connection before, Flow again) {
    Flow first = before.clientToServer();
    boolean answered = before.serverToClient().endOffset() > 1;
    return !answered
        && first.endOffset() > 1
        && first.payloadSha256().isPresent()
        && first.payloadSha256().equals(again.payloadSha256());
  }

  private static void tellSentAgain(Finding message, Connection again) {
    String bytes = Wording.count(again.clientToServer().endOffset() - 1, "byte");
    message
        .fact(
            "evidence",
            "%s carries the same %s of the client as the one before, which had no answer"
                .formatted(again, bytes))
        .lookFor(Remedy.RETRY_ONCE_SAFE);
  }

  /**
   * Adds why a client made more connections than expected.
   *
   * @param inVain the attempts that no server took, where there would else be no more than asked
   *     for
   */
  private static Finding tooMany(Finding message, List<Connection> inVain) {
    if (!inVain.isEmpty()) {
      return OtherAddress.explain(message, inVain.get(0));
    }
    long last = message.trace().connections().stream().filter(FreeConnection::saysClose).count();
    if (last > 0) {
      return message
          .fact(
              "evidence",
              "%s carried a request with Connection: close"
                  .formatted(Wording.count(last, "connection")))
          .lookFor(Remedy.SAY_KEEP_ALIVE);
    }
    NeedlessConnections needless = NeedlessConnections.of(message.trace());
    return needless.isEmpty()
        ? message.lookFor(Remedy.REUSE_CONNECTION)
        : needless.explain(message);
  }

  private static String opening(Connection connection) {
    return switch (connection.handshake().state()) {
      case REFUSED -> ", refused";
      case UNANSWERED -> ", unanswered";
      case COMPLETED, INCOMPLETE, NOT_CAPTURED -> "";
    };
  }
}
