package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;

/** Messages of {@code hasCompletedHandshakeWithin}. */
public final class ShouldHaveCompletedHandshakeWithin {
  private final Connection connection;
  private final Duration limit;

  public ShouldHaveCompletedHandshakeWithin(Connection connection, Duration limit) {
    this.connection = connection;
    this.limit = limit;
  }

  public Finding took(long nanos) {
    List<Segment> opening =
        connection.segments().stream()
            .limit(HandshakeSegments.last(connection).map(s -> s.index() + 1L).orElse(0L))
            .toList();
    return Finding.expecting(
            connection, "have completed the handshake within " + Wording.limit(limit))
        .but("it took " + Wording.time(nanos) + " from the SYN to the ACK of the SYN-ACK")
        .timedOffenders(connection, opening, s -> "")
        .rule(
            ShouldHaveCompletedHandshake.SOURCE,
            "three segments take one round trip, and a second for each SYN that is lost");
  }
}
