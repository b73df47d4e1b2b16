package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/**
 * Messages of {@code isEstablished}, {@code isComplete}, {@code wasRefused} and {@code
 * wasCapturedFromStart}.
 */
public final class ShouldHaveLived {
  private final Connection connection;
  private final String expectation;
  private final String source;
  private final String words;

  private ShouldHaveLived(Connection connection, String expectation, String source, String words) {
    this.connection = connection;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  public static ShouldHaveLived established(Connection connection) {
    return new ShouldHaveLived(
        connection, "be established", "RFC 9293 s3.3.2", "open on both sides, and none has closed");
  }

  public static ShouldHaveLived complete(Connection connection) {
    return new ShouldHaveLived(
        connection,
        "be complete",
        "RFC 9293 s3.3.2",
        "SYN, SYN-ACK, ACK, data, and a FIN of both sides or a RST");
  }

  public static ShouldHaveLived refused(Connection connection) {
    return new ShouldHaveLived(
        connection, "be refused", "RFC 9293 s3.5.2", "a SYN to a closed port is answered by RST");
  }

  public static ShouldHaveLived capturedFromStart(Connection connection) {
    return new ShouldHaveLived(
        connection,
        "be captured from its start",
        "RFC 9293 s3.5",
        "a connection starts with a SYN");
  }

  public Finding so(String how) {
    return message().but(how);
  }

  /** It never opened. */
  public Finding notOpened(String how) {
    return FailedOpening.explain(otherwise(how), connection);
  }

  /** Nothing has ended it, or one side only. */
  public Finding notClosed() {
    return connection.teardown().first().isPresent()
        ? HalfOpen.tell(otherwise("it was not closed by both sides"), connection)
        : new Standstill(connection).tellUnclosed(otherwise("nobody closed it"));
  }

  /** The segments that open and close it show what it was. */
  public Finding otherwise(String how) {
    List<Segment> controls =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
            .toList();
    List<Segment> shown =
        controls.isEmpty() ? connection.segments().stream().limit(1).toList() : controls;
    return message().but(how).offenders(connection, shown);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation).rule(source, words);
  }
}
