package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
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

  public Finding kept(String how) {
    return message().but(how);
  }

  public Finding exceeded(List<Segment> larger) {
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

  private Finding message() {
    return Finding.expecting(connection, "never exceed the negotiated MSS")
        .rule(SOURCE, "no segment is larger than the peer's MSS, the options in it included");
  }
}
