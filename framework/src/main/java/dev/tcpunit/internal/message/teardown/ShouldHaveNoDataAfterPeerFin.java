package dev.tcpunit.internal.message.teardown;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoDataAfterPeerFin}. */
public final class ShouldHaveNoDataAfterPeerFin {
  public static final String SOURCE = "RFC 9293 s3.6";

  private final Connection connection;

  public ShouldHaveNoDataAfterPeerFin(Connection connection) {
    this.connection = connection;
  }

  public Message none(String how) {
    return message().but(how);
  }

  public Message found(List<Segment> data) {
    String side = Wording.side(data.get(0).from());
    long bytes = data.stream().mapToLong(Segment::length).sum();
    return message()
        .but(
            "the %s sent %s after it had acknowledged the peer's FIN"
                .formatted(side, Wording.count(bytes, "byte")))
        .offenders(connection, data);
  }

  private Message message() {
    return Message.expecting(connection, "have no data after the peer's FIN")
        .rule(SOURCE, "a side that has received FIN may send on, and close when it is done");
  }
}
