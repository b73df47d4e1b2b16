package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoDataAfterReset}. */
public final class ShouldHaveNoDataAfterReset {
  public static final String SOURCE = "RFC 9293 s3.5.2";

  private final Connection connection;

  public ShouldHaveNoDataAfterReset(Connection connection) {
    this.connection = connection;
  }

  public Finding none(String how) {
    return message().but(how);
  }

  public Finding found(List<Segment> data) {
    String side = Wording.side(data.get(0).from());
    long bytes = data.stream().mapToLong(Segment::length).sum();
    return message()
        .but("the %s sent %s after a RST".formatted(side, Wording.count(bytes, "byte")))
        .offenders(connection, data);
  }

  private Finding message() {
    return Finding.expecting(connection, "have no data after a reset")
        .rule(SOURCE, "who receives a RST ends the connection, and sends no more");
  }
}
