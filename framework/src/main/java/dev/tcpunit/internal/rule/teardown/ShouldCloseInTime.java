package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;

/** Messages of {@code leavesCloseWaitWithin} and {@code closesWithin}. */
public final class ShouldCloseInTime {
  public static final String SOURCE = "RFC 9293 s3.6";

  private final Connection connection;
  private final String expectation;
  private final String words;

  private ShouldCloseInTime(Connection connection, String expectation, String words) {
    this.connection = connection;
    this.expectation = expectation;
    this.words = words;
  }

  public static ShouldCloseInTime leaveCloseWait(Connection connection, Duration limit) {
    return new ShouldCloseInTime(
        connection,
        "leave CLOSE-WAIT within " + Wording.limit(limit),
        "who has received FIN is in CLOSE-WAIT until its own program closes");
  }

  public static ShouldCloseInTime close(Connection connection, Duration limit) {
    return new ShouldCloseInTime(
        connection,
        "close within " + Wording.limit(limit),
        "a close is complete once each FIN is acknowledged");
  }

  public Finding inTime(String how) {
    return message().but(how);
  }

  public Finding notClosed() {
    return new Standstill(connection)
        .tellUnclosed(message().but("nobody closed: there is neither FIN nor RST"));
  }

  public Finding late(String how, List<Segment> closing) {
    return HalfOpen.tell(
        message().but(how).timedOffenders(connection, closing, s -> ""), connection);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation).rule(SOURCE, words);
  }
}
