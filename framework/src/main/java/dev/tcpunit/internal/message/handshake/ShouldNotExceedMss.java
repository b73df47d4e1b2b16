package dev.tcpunit.internal.message.handshake;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code neverExceedsNegotiatedMss}. */
public final class ShouldNotExceedMss {
  public static final String SOURCE = "RFC 9293 s3.7.1, MUST-16";

  private final Connection connection;

  public ShouldNotExceedMss(Connection connection) {
    this.connection = connection;
  }

  public Message kept(String how) {
    return message().but(how);
  }

  public Message exceeded(List<Segment> larger) {
    return message()
        .but(Wording.count(larger.size(), "segment") + " carried more than the peer had announced")
        .offenders(connection, larger, this::excess);
  }

  private String excess(Segment segment) {
    return connection
        .flow(segment.from().peer())
        .synOptions()
        .map(offer -> "the peer's MSS is " + offer.maximumSegmentSize().orElse(0))
        .orElse("");
  }

  private Message message() {
    return Message.expecting(connection, "never exceed the negotiated MSS")
        .rule(SOURCE, "no segment is larger than the peer's MSS, the options in it included");
  }
}
