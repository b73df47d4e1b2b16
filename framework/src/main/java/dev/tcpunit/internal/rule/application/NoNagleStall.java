package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.rule.Content;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** No small segment was held back until a delayed ACK came. */
final class NoNagleStall extends StatedRule<Connection> implements TimedRule {
  NoNagleStall() {
    super(
        "hasNoNagleDelayedAckStall",
        "have no stall of Nagle's algorithm on a delayed ACK",
        "RFC 9293 s3.7.4, s3.8.6.3",
        "a small segment waits until all before it is acknowledged, and an ACK may be held back"
            + " for 500 ms");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none(connection, List.of()), doubt.get());
    }
    List<Stall> stalls = ConnectionDynamics.of(connection).stalls();
    List<Stall> found =
        stalls.stream().filter(s -> s.cause() == StallCause.NAGLE_WITH_DELAYED_ACK).toList();
    if (!found.isEmpty()) {
      return judgement.violatedByAbsence(found(connection, found), Optional.empty());
    }
    Finding none = none(connection, stalls);
    Optional<Stall> open =
        stalls.stream()
            .filter(s -> s.cause() == StallCause.UNKNOWN)
            .filter(s -> isBehindData(connection, s))
            .findFirst();
    return open.isPresent()
        ? judgement.cannotTell(none, Doubt.missing(connection.trace()).orElse(unknown(open.get())))
        : judgement.holds(none, cut(connection, stalls));
  }

  /**
   * Whether data came before the end of a stall: a segment is held back only behind other data.
   * What neither end explains of a capture of both is told as the client saw it.
   */
  private static boolean isBehindData(Connection connection, Stall stall) {
    List<Segment> seen = connection.seenBy(Role.CLIENT).segments();
    int end = stall.after().map(Segment::index).orElse(seen.size());
    return seen.subList(0, end).stream().anyMatch(segment -> segment.length() > 0);
  }

  /** How large a full segment is the SYNs say, and if a resend was needed, SACK. */
  private static Optional<String> cut(Connection connection, List<Stall> stalls) {
    return stalls.isEmpty()
        ? Optional.empty()
        : Doubt.cutOffers(connection).or(() -> Doubt.cutReports(connection));
  }

  private static String unknown(Stall stall) {
    return "nothing explains why it stood still for %s: %s"
        .formatted(Wording.time(stall.nanos()), stall.explanation());
  }

  private Finding none(Connection connection, List<Stall> stalls) {
    return expecting(connection)
        .but(
            stalls.isEmpty()
                ? "it never stood still"
                : "it stood still " + Wording.times(stalls.size()) + ", never because of it");
  }

  private Finding found(Connection connection, List<Stall> stalls) {
    Stall first = stalls.get(0);
    String side = first.side().map(Wording::side).orElse("sender");
    long all = stalls.stream().mapToLong(Stall::nanos).sum();
    return expecting(connection)
        .but(
            "%s a small segment of the %s waited for a delayed ACK, %s"
                .formatted(
                    Wording.times(stalls.size()),
                    side,
                    (stalls.size() == 1 ? "for %s" : "%s in all").formatted(Wording.time(all))))
        .timedOffenders(
            connection,
            first.evidence(),
            s ->
                Content.noted(
                    connection.flow(s.from()),
                    s,
                    first.after().filter(s::equals).isPresent() ? "held back until then" : ""))
        .fact("evidence", first.explanation())
        .cause("the " + side + " wrote its message in several small pieces", Certainty.LIKELY)
        .lookFor(Remedy.NO_DELAY);
  }
}
