package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;

/** Messages of {@code hasNoSynRetransmissions}. */
public final class ShouldHaveNoSynRetransmissions {
  public static final String SOURCE = "RFC 6298 s5";

  private final Connection connection;

  public ShouldHaveNoSynRetransmissions(Connection connection) {
    this.connection = connection;
  }

  public Finding none() {
    return message().but("no SYN or SYN-ACK was sent twice");
  }

  public Finding found(long times) {
    Finding message =
        message()
            .but("SYN or SYN-ACK was sent again " + Wording.count(times, "time"))
            .timedOffenders(connection, again(), s -> "sent again");
    boolean answered = connection.serverToClient().segments() > 0;
    return answered
        ? message.cause("the SYN or its answer was lost", Confidence.LIKELY)
        : message
            .cause("the server's queue of connections is full, or a firewall", Confidence.POSSIBLE)
            .lookFor(Remedy.ACCEPT_FASTER);
  }

  private List<Segment> again() {
    return connection.segments().stream()
        .filter(s -> s.has(TcpFlags.SYN) && s.kind() == SegmentKind.RETRANSMISSION)
        .toList();
  }

  private Finding message() {
    return Finding.expecting(connection, "have no SYN sent again")
        .rule(
            SOURCE, "a SYN that is not answered is sent again after a second, then two, then four");
  }
}
