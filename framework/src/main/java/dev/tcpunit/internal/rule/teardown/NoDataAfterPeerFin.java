package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.AnsweredRequest;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Neither side sent new data once it had acknowledged the FIN of the other. */
public final class NoDataAfterPeerFin extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  public NoDataAfterPeerFin() {
    super(
        "hasNoDataAfterPeerFin",
        "have no data after the peer's FIN",
        "RFC 9293 s3.6",
        "who closes has no more to send, and may have stopped reading: what comes then may be"
            + " in vain");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    Finding finding = expecting(connection);
    if (connection.teardown().first().isEmpty()) {
      return judgement.holds(finding.but("no side has closed"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(finding.but("a side has closed"), Doubt.NO_SEGMENTS);
    }
    Closing closing = Closing.of(connection);
    List<Segment> late =
        Stream.of(Role.values())
            .flatMap(side -> closing.dataAfterPeerFin(side).stream())
            .sorted(Comparator.comparingInt(Segment::index))
            .toList();
    return late.isEmpty()
        ? judgement.holds(finding.but("no data after a FIN of the peer"))
        : judgement.violatedByPresence(found(finding, connection, late));
  }

  private static Finding found(Finding finding, Connection connection, List<Segment> data) {
    Role sender = data.get(0).from();
    String side = Wording.side(sender);
    long bytes = data.stream().mapToLong(Segment::length).sum();
    Finding found =
        finding
            .but(
                "the %s sent %s after it had acknowledged the FIN of the %s"
                    .formatted(side, Wording.count(bytes, "byte"), Wording.side(sender.peer())))
            .offenders(
                connection,
                shown(Closing.of(connection), data),
                s ->
                    s.has(TcpFlags.FIN) && !data.contains(s)
                        ? "the end of what the " + Wording.side(s.from()) + " sends"
                        : "")
            .at(data.get(0));
    return sender == Role.CLIENT
        ? ofClient(found, connection, data.get(0))
        : ofServer(found, connection);
  }

  /** The FIN, the first segment that acknowledges it, and the data. */
  private static List<Segment> shown(Closing closing, List<Segment> data) {
    Role closer = data.get(0).from().peer();
    return Stream.of(
            closing.fin(closer).stream(),
            closing.finAcknowledgement(closer).stream(),
            data.stream())
        .flatMap(each -> each)
        .distinct()
        .sorted(Comparator.comparingInt(Segment::index))
        .toList();
  }

  /** A request that begins behind an answer is a new one; other data may be of an old one. */
  private static Finding ofClient(Finding found, Connection connection, Segment first) {
    long nanos =
        Closing.of(connection)
            .fin(Role.SERVER)
            .map(fin -> first.timeNanos() - fin.timeNanos())
            .orElse(0L);
    String when = "%s after the FIN".formatted(Wording.time(nanos));
    if (beginsNextRequest(connection, first)) {
      return found
          .fact(
              "evidence",
              "#%d begins a new request, %s; those before it had been answered"
                  .formatted(first.frame(), when))
          .cause("a connection was used again that the server had closed", Certainty.LIKELY)
          .lookFor(Remedy.TAKE_ANOTHER_CONNECTION);
    }
    long answered = connection.serverToClient().bytes();
    return found
        .fact(
            "evidence",
            "#%d left %s; the server had sent %s"
                .formatted(
                    first.frame(),
                    when,
                    answered == 0 ? "no data" : Wording.count(answered, "byte")))
        .cause("the client did not notice the server's FIN", Certainty.LIKELY)
        .lookFor(Remedy.HEED_THE_END)
        .lookFor(Remedy.TAKE_ANOTHER_CONNECTION);
  }

  private static boolean beginsNextRequest(Connection connection, Segment segment) {
    List<AnsweredRequest> requests = AnsweredRequest.all(connection);
    return IntStream.range(1, requests.size())
        .filter(i -> requests.get(i).request().start() == segment.seq())
        .anyMatch(i -> requests.get(i - 1).status().isPresent());
  }

  /** A client that reads on after its half-close gets what the server sends then. */
  private static Finding ofServer(Finding found, Connection connection) {
    return connection.clientToServer().hasSentReset()
        ? found
            .cause("the client had closed its socket before the answer came", Certainty.LIKELY)
            .lookFor(Remedy.WAIT_FOR_THE_ANSWER)
        : found
            .cause("the client has half-closed, and reads on", Certainty.LIKELY)
            .fact(
                "look for", "a shutdownOutput() of the client; wasHalfClosedBy(CLIENT) asserts it");
  }
}
