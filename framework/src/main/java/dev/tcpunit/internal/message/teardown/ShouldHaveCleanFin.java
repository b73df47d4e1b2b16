package dev.tcpunit.internal.message.teardown;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
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

  public Message closed(String how) {
    return message().but(how);
  }

  public Message nobodyClosed() {
    Message message = message().but("nobody closed: there is neither FIN nor RST");
    last(segment -> true).ifPresent(s -> message.segment(connection, s, "the last segment").at(s));
    return message.fact("evidence", "the capture watched " + watched() + " after it");
  }

  public Message halfClosed(Role closer) {
    Message message =
        message()
            .but(
                "only the %s closed: the %s acknowledged its FIN and sent none of its own"
                    .formatted(Wording.side(closer), Wording.side(closer.peer())));
    show(message, isFin().or(segment -> segment.index() == connection.segments().size() - 1));
    return message.fact("evidence", "the capture watched " + watched() + " after the last segment");
  }

  public Message dataAfterFin(Flow flow) {
    Message message =
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
  public Message finNotAcknowledged(List<Flow> flows, long sinceNanos) {
    List<String> words =
        flows.stream()
            .map(
                flow ->
                    "the %s has not acknowledged the FIN of the %s"
                        .formatted(Wording.side(flow.sender().peer()), Wording.side(flow.sender())))
            .toList();
    Message message = message().but(Wording.join(words));
    show(message, isFin());
    return message.fact(
        "evidence",
        "the capture watched "
            + Wording.time(connection.trace().endNanos() - sinceNanos)
            + " after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)");
  }

  public Message reset(Segment rst) {
    Optional<Segment> answered = dataAfterClose(rst);
    Message message = message().but(abort(rst));
    show(message, isFin().or(s -> s.equals(rst) || answered.filter(s::equals).isPresent()));
    return message.fact("evidence", evidence(rst)).fact("look for", cause(rst, answered)).at(rst);
  }

  /** A RST ended it, but the segments were not kept. */
  public Message reset() {
    return message().but("a RST ended the connection");
  }

  /** The handshake came to nothing. */
  public Message neverOpened() {
    return message()
        .but("the connection was never established, there was nothing to close")
        .show(connection, connection.segments());
  }

  private Message message() {
    return Message.expecting(connection, "have a clean FIN")
        .rule(SOURCE, "each side sends FIN after all of its data, and the other acknowledges it");
  }

  private String abort(Segment rst) {
    boolean afterFin = finBefore(rst, rst.from()).isPresent();
    return "the %s aborted with RST %s after the start%s"
        .formatted(
            Wording.side(rst.from()),
            Wording.time(rst.timeNanos() - connection.startNanos()),
            afterFin ? ", after its own FIN" : ", without a FIN");
  }

  private String evidence(Segment rst) {
    Flow theirs = connection.flow(rst.from().peer());
    String peer = Wording.side(rst.from().peer());
    long unacknowledged =
        theirs.endOffset() - Math.max(1, Math.min(theirs.endOffset(), acknowledged(theirs)));
    String data =
        theirs.endOffset() == 1
            ? "the " + peer + " had sent no data"
            : unacknowledged > 0
                ? "%d of %s from the %s were not acknowledged"
                    .formatted(unacknowledged, Wording.count(theirs.bytes(), "byte"), peer)
                : "all %s from the %s were acknowledged"
                    .formatted(Wording.count(theirs.bytes(), "byte"), peer);
    boolean closed = finBefore(rst, rst.from().peer()).isPresent();
    return data + (closed ? "; the " + peer + " had sent FIN" : "; no FIN from the " + peer);
  }

  private static long acknowledged(Flow flow) {
    return flow.acknowledgedTo().orElse(1);
  }

  /** What makes a socket send RST, as far as the packets narrow it down. */
  private String cause(Segment rst, Optional<Segment> answered) {
    String side = Wording.side(rst.from());
    if (answered.isPresent()) {
      return "data that reached the %s after it had closed: #%d (RFC 9293 s3.6.1)"
          .formatted(side, answered.get().frame());
    }
    boolean received = connection.flow(rst.from().peer()).endOffset() > 1;
    String unread = "received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17)";
    if (received && finBefore(rst, rst.from()).isPresent()) {
      return "close() of the " + side + " with " + unread;
    }
    return "close() of the %s%s with SO_LINGER 0, or the end of its process"
        .formatted(side, received ? " with " + unread + "," : "");
  }

  /** The data that the RST answers: it came after its sender had closed. */
  private Optional<Segment> dataAfterClose(Segment rst) {
    return finBefore(rst, rst.from())
        .flatMap(
            fin ->
                last(
                    s ->
                        s.index() > fin.index()
                            && s.index() < rst.index()
                            && s.from() != rst.from()
                            && s.length() > 0));
  }

  private Optional<Segment> finBefore(Segment rst, Role sender) {
    return last(s -> s.index() < rst.index() && s.from() == sender && s.has(TcpFlags.FIN));
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

  private void show(Message message, Predicate<Segment> wanted) {
    message.show(connection, connection.segments().stream().filter(wanted).toList());
  }
}
