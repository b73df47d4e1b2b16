package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
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

  public Finding carried(String how) {
    return message().but(how);
  }

  public Finding notNegotiated() {
    return message()
        .but("the ends did not agree on timestamps")
        .offenders(connection, HandshakeSegments.syns(connection));
  }

  public Finding missing(List<Segment> without) {
    return message()
        .but(Wording.count(without.size(), "segment") + " carried none")
        .offenders(connection, without)
        .cause("a middlebox that strips the option", Confidence.LIKELY);
  }

  private Finding message() {
    return Finding.expecting(connection, "carry timestamps throughout")
        .rule(SOURCE, "once agreed on, every segment without RST carries the timestamps option");
  }
}
