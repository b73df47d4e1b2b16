package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No side sent data after a RST that ended the connection. */
public final class NoDataAfterReset extends StatedRule<Connection> {
  public NoDataAfterReset() {
    super(
        "hasNoDataAfterReset",
        "have no data after a reset",
        "RFC 9293 s3.5.2",
        "who receives a RST ends the connection, and sends no more");
  }

  @Override
  public Verdict judge(Connection connection) {
    Finding finding = expecting(connection);
    if (!NoResets.areSent(connection)) {
      return judgement.holds(finding.but("there was no RST"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(finding.but("there was a RST"), Doubt.NO_SEGMENTS);
    }
    List<Segment> late = late(connection);
    Optional<String> doubt =
        ResetStory.doubt(connection).filter(why -> hasDataAfterRst(connection));
    if (late.isEmpty() && doubt.isPresent()) {
      return judgement.cannotTell(finding.but("there was a RST"), doubt.get());
    }
    return late.isEmpty()
        ? judgement.holds(finding.but("no data after the RST"))
        : judgement.violatedByPresence(found(finding, connection, late));
  }

  /** What each side sent, where that side was captured, after it had sent or received the RST. */
  private static List<Segment> late(Connection connection) {
    return Stream.of(Role.values())
        .flatMap(side -> Closing.of(connection.seenBy(side)).dataAfterReset(side).stream())
        .sorted(Comparator.comparingLong(Segment::frame))
        .toList();
  }

  private static boolean hasDataAfterRst(Connection connection) {
    return connection.segments().stream()
        .dropWhile(s -> !s.has(TcpFlags.RST))
        .anyMatch(s -> s.length() > 0 && !s.has(TcpFlags.RST));
  }

  private static Finding found(Finding finding, Connection connection, List<Segment> data) {
    String side = Wording.side(data.get(0).from());
    long bytes = data.stream().mapToLong(Segment::length).sum();
    return finding
        .but("the %s sent %s after a RST".formatted(side, Wording.count(bytes, "byte")))
        .offenders(connection, data);
  }
}
