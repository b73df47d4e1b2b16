package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

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
    List<Segment> late = after(connection, NoDataAfterReset::isKnownToBeLate);
    if (!late.isEmpty()) {
      return judgement.violatedByPresence(found(finding, connection, late));
    }
    Optional<String> doubt =
        ResetStory.doubt(connection)
            .filter(why -> hasDataAfterRst(connection))
            .or(() -> underWay(connection));
    return doubt.isPresent()
        ? judgement.cannotTell(finding.but("there was a RST"), doubt.get())
        : judgement.holds(finding.but("no data after the RST"));
  }

  /**
   * What each side sent after the RST, where that side was captured.
   *
   * @param late by the view of that side and the RST which of it counts
   */
  private static List<Segment> after(
      Connection connection, BiFunction<Connection, Segment, Predicate<Segment>> late) {
    List<Segment> data = new ArrayList<>();
    for (Role side : Role.values()) {
      Connection seen = connection.seenBy(side);
      Closing closing = Closing.of(seen);
      closing
          .reset()
          .ifPresent(
              reset ->
                  closing.dataAfterReset(side).stream()
                      .filter(late.apply(seen, reset))
                      .forEach(data::add));
    }
    data.sort(Comparator.comparingLong(Segment::frame));
    return data;
  }

  /** Elsewhere than beside its sender, data may pass the RST of its receiver on the way. */
  private static Predicate<Segment> isKnownToBeLate(Connection connection, Segment reset) {
    return data -> data.from() == reset.from() || connection.vantagePoint().isBeside(data.from());
  }

  private static Optional<String> underWay(Connection connection) {
    return after(connection, NoDataAfterReset::mayBeLate).stream()
        .findFirst()
        .map(
            data ->
                "the %s may have sent #%d before the RST reached it"
                    .formatted(Wording.side(data.from()), data.frame()));
  }

  /** Beside who sent the RST, what comes sooner than a round trip later was under way. */
  private static Predicate<Segment> mayBeLate(Connection connection, Segment reset) {
    if (!connection.vantagePoint().isBeside(reset.from())) {
      return data -> true;
    }
    long roundTrip = ConnectionDynamics.of(connection).minRoundTripNanos().orElse(0);
    return data -> data.timeNanos() - reset.timeNanos() >= roundTrip;
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
