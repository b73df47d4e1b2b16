package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Messages of {@code hasCleanFin}. */
public final class ShouldHaveCleanFin {
  public static final String SOURCE = "RFC 9293 s3.6";

  private final Connection connection;

  public ShouldHaveCleanFin(Connection connection) {
    this.connection = connection;
  }

  public Finding closed(String how) {
    return message().but(how);
  }

  public Finding nobodyClosed() {
    Finding message = message().but("nobody closed: there is neither FIN nor RST");
    last(segment -> true)
        .ifPresent(s -> message.offenders(connection, List.of(s), note -> "the last segment"));
    message.fact("evidence", "the capture watched " + watched() + " after it");
    return new Standstill(connection).tellUnclosed(message);
  }

  public Finding halfClosed(Role closer) {
    Finding message =
        message()
            .but(
                "only the %s closed: the %s acknowledged its FIN and sent none of its own"
                    .formatted(Wording.side(closer), Wording.side(closer.peer())));
    show(message, isFin().or(segment -> segment.index() == connection.segments().size() - 1));
    message.fact("evidence", "the capture watched " + watched() + " after the last segment");
    return HalfOpen.tell(message, connection);
  }

  public Finding dataAfterFin(Flow flow) {
    Finding message =
        message().but("the " + Wording.side(flow.sender()) + " sent data after its FIN");
    long fin = flow.finOffset().orElseThrow();
    show(
        message,
        s ->
            s.from() == flow.sender()
                && (s.has(TcpFlags.FIN) || s.length() > 0 && s.seq() + s.length() > fin));
    return message;
  }

  /** The flows whose FIN the peer has not acknowledged. */
  public Finding finNotAcknowledged(List<Flow> flows, long sinceNanos) {
    List<String> words =
        flows.stream()
            .map(
                flow ->
                    "the %s has not acknowledged the FIN of the %s"
                        .formatted(Wording.side(flow.sender().peer()), Wording.side(flow.sender())))
            .toList();
    Finding message = message().but(Wording.join(words));
    show(message, isFin().and(s -> flows.stream().anyMatch(flow -> flow.sender() == s.from())));
    return message.fact(
        "evidence",
        "the capture watched "
            + Wording.time(connection.trace().endNanos() - sinceNanos)
            + " after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)");
  }

  public Finding reset(Segment rst) {
    ResetStory story = new ResetStory(connection, rst);
    Optional<Segment> answered = story.dataAfterClose();
    Finding message = message().but(story.statement());
    show(message, isFin().or(s -> s.equals(rst) || answered.filter(s::equals).isPresent()));
    return story.tell(message).at(rst);
  }

  /** A RST ended it, but the segments were not kept. */
  public Finding reset() {
    return message().but("a RST ended the connection");
  }

  /** A RST was captured of which it is not known whether it ended the connection. */
  public Finding maybeReset() {
    Finding message = message().but("a RST may have ended the connection");
    show(message, segment -> segment.has(TcpFlags.RST) || segment.has(TcpFlags.FIN));
    return message;
  }

  /** The handshake came to nothing. */
  public Finding neverOpened() {
    Finding message =
        message()
            .but("the connection was never established, there was nothing to close")
            .show(connection, connection.segments());
    return FailedOpening.explain(message, connection);
  }

  private Finding message() {
    return Finding.expecting(connection, "have a clean FIN")
        .rule(SOURCE, "each side sends FIN after all of its data, and the other acknowledges it");
  }

  private String watched() {
    long end = connection.startNanos() + connection.durationNanos();
    return Wording.time(connection.trace().endNanos() - end);
  }

  private static Predicate<Segment> isFin() {
    return segment -> segment.has(TcpFlags.FIN);
  }

  private Optional<Segment> last(Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).reduce((first, second) -> second);
  }

  private void show(Finding message, Predicate<Segment> wanted) {
    message.offenders(connection, connection.segments().stream().filter(wanted).toList());
  }
}
