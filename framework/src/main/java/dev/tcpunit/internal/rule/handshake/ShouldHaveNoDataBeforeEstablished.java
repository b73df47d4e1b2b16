package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoDataBeforeEstablished}. */
public final class ShouldHaveNoDataBeforeEstablished {
  public static final String SOURCE = "RFC 9293 s3.10.7.3";

  private final Connection connection;

  public ShouldHaveNoDataBeforeEstablished(Connection connection) {
    this.connection = connection;
  }

  public Finding none() {
    return message().but("no data before the handshake was complete");
  }

  public Finding found(List<Segment> data) {
    long bytes = data.stream().mapToLong(Segment::length).sum();
    return message()
        .but(Wording.count(bytes, "byte") + " came before the handshake was complete")
        .offenders(connection, data);
  }

  private Finding message() {
    return Finding.expecting(connection, "have no data before it is established")
        .rule(SOURCE, "data in or right behind a SYN waits for the handshake, except by RFC 7413");
  }
}
