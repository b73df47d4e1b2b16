package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.List;

/** Messages of {@code hasNoNagleDelayedAckStall}. */
public final class ShouldNotStallOnNagle {
  public static final String SOURCE = "RFC 9293 s3.7.4, s3.8.6.3";

  private ShouldNotStallOnNagle() {}

  public static Finding none(Connection connection, List<Stall> stalls) {
    return message(connection)
        .but(
            stalls.isEmpty()
                ? "it never stood still"
                : "it stood still " + Wording.times(stalls.size()) + ", never because of it");
  }

  public static Finding found(Connection connection, List<Stall> stalls) {
    Stall first = stalls.get(0);
    String side = first.side().map(Wording::side).orElse("sender");
    long all = stalls.stream().mapToLong(Stall::nanos).sum();
    return message(connection)
        .but(
            "%s a small segment of the %s waited for a delayed ACK, %s in all"
                .formatted(Wording.times(stalls.size()), side, Wording.time(all)))
        .timedOffenders(
            connection,
            first.evidence(),
            s -> first.after().filter(s::equals).isPresent() ? "held back until then" : "")
        .fact("evidence", first.explanation())
        .cause("the " + side + " wrote its message in several small pieces", Confidence.LIKELY)
        .lookFor(Remedy.NO_DELAY);
  }

  private static Finding message(Connection connection) {
    return Finding.expecting(connection, "have no stall of Nagle's algorithm on a delayed ACK")
        .rule(
            SOURCE,
            "a small segment waits until all before it is acknowledged, and an ACK may be held back"
                + " for 500 ms");
  }
}
