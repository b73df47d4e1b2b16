package dev.tcpunit.internal.message.handshake;

import dev.tcpunit.internal.message.Confidence;
import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code carriesTimestampsThroughout}. */
public final class ShouldCarryTimestampsThroughout {
  public static final String SOURCE = "RFC 7323 s3.2";

  private final Connection connection;

  public ShouldCarryTimestampsThroughout(Connection connection) {
    this.connection = connection;
  }

  public Message carried(String how) {
    return message().but(how);
  }

  public Message notNegotiated() {
    return message()
        .but("the ends did not agree on timestamps")
        .offenders(connection, HandshakeSegments.syns(connection));
  }

  public Message missing(List<Segment> without) {
    return message()
        .but(Wording.count(without.size(), "segment") + " carried none")
        .offenders(connection, without)
        .cause("a middlebox that strips the option", Confidence.LIKELY);
  }

  private Message message() {
    return Message.expecting(connection, "carry timestamps throughout")
        .rule(SOURCE, "once agreed on, every segment without RST carries the timestamps option");
  }
}
