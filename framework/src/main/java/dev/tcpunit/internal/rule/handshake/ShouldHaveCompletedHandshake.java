package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Predicate;

/** Messages of {@code hasCompletedHandshake}. */
public final class ShouldHaveCompletedHandshake {
  public static final String SOURCE = "RFC 9293 s3.5";

  private final Connection connection;

  public ShouldHaveCompletedHandshake(Connection connection) {
    this.connection = connection;
  }

  public Finding completed(String how) {
    return message().but(how);
  }

  public Finding unanswered() {
    List<Segment> syns = list(segment -> segment.has(TcpFlags.SYN));
    String which = syns.size() > 1 ? "none of the " + syns.size() + " SYNs" : "the SYN";
    Finding message =
        message()
            .but(which + (syns.size() > 1 ? " was" : " was not") + " answered")
            .offenders(connection, syns);
    return FailedOpening.explain(message, connection);
  }

  public Finding refused() {
    Finding message =
        message()
            .but("the server answered the SYN with RST: it refused the connection")
            .offenders(connection, list(s -> s.has(TcpFlags.RST)));
    return FailedOpening.explain(message, connection);
  }

  /** It began, and the given words say what is wrong with it. */
  public Finding incomplete(String how) {
    List<Segment> all = connection.segments();
    return message()
        .but(how)
        .offenders(connection, all.subList(Math.max(0, all.size() - 1), all.size()));
  }

  public Finding notCaptured() {
    return message().offenders(connection, list(segment -> segment.index() == 0));
  }

  private Finding message() {
    return Finding.expecting(connection, "have completed the handshake")
        .rule(SOURCE, "SYN, SYN-ACK and ACK, each acknowledging exactly the one before");
  }

  private List<Segment> list(Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).toList();
  }
}
