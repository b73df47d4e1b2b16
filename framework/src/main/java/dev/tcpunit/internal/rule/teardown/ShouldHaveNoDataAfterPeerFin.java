package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Messages of {@code hasNoDataAfterPeerFin}. */
public final class ShouldHaveNoDataAfterPeerFin {
  public static final String SOURCE = "RFC 9293 s3.6";

  private final Connection connection;

  public ShouldHaveNoDataAfterPeerFin(Connection connection) {
    this.connection = connection;
  }

  public Finding none(String how) {
    return message().but(how);
  }

  public Finding found(List<Segment> data) {
    Role sender = data.get(0).from();
    String side = Wording.side(sender);
    long bytes = data.stream().mapToLong(Segment::length).sum();
    Finding message =
        message()
            .but(
                "the %s sent %s after it had acknowledged the FIN of the %s"
                    .formatted(side, Wording.count(bytes, "byte"), Wording.side(sender.peer())))
            .offenders(
                connection,
                shown(data),
                s ->
                    s.has(TcpFlags.FIN) && !data.contains(s)
                        ? "the end of what the " + Wording.side(s.from()) + " sends"
                        : "")
            .at(data.get(0));
    return sender == Role.CLIENT ? ofClient(message) : ofServer(message);
  }

  /** The FIN, the first segment that acknowledges it, and the data. */
  private List<Segment> shown(List<Segment> data) {
    Role closer = data.get(0).from().peer();
    return Stream.of(
            CloseSegments.fin(connection, closer).stream(),
            CloseSegments.finAck(connection, closer).stream(),
            data.stream())
        .flatMap(each -> each)
        .distinct()
        .sorted(Comparator.comparingInt(Segment::index))
        .toList();
  }

  private static Finding ofClient(Finding message) {
    return message
        .cause("the client did not notice that the server had closed", Confidence.LIKELY)
        .lookFor(Remedy.HEED_THE_END);
  }

  /** A client that reads on after its half-close gets what the server sends then. */
  private Finding ofServer(Finding message) {
    return connection.clientToServer().hasSentReset()
        ? message
            .cause("the client had closed its socket before the answer came", Confidence.LIKELY)
            .lookFor(Remedy.WAIT_FOR_THE_ANSWER)
        : message
            .cause("the client has half-closed, and reads on", Confidence.LIKELY)
            .fact(
                "look for", "a shutdownOutput() of the client; wasHalfClosedBy(CLIENT) asserts it");
  }

  private Finding message() {
    return Finding.expecting(connection, "have no data after the peer's FIN")
        .rule(
            SOURCE,
            "who closes has no more to send, and may have stopped reading: what comes then may be"
                + " in vain");
  }
}
