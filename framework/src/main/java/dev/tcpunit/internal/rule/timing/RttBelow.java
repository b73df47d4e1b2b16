package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.MeasuredPath;
import dev.tcpunit.dynamics.RoundTrips;
import dev.tcpunit.dynamics.RttSample;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The smoothed round-trip time of each side's data is below the limit, where it is seen whole. */
public final class RttBelow extends StatedRule<Connection> implements TimedRule {
  private final Duration limit;

  public RttBelow(Duration limit) {
    super(
        "hasRttBelow",
        "have a round-trip time below " + Wording.time(limit.toNanos()),
        "RFC 6298 s2",
        "SRTT, smoothed over all round trips of one side's data");
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    boolean whole = false;
    long largest = 0;
    for (Role role : Role.values()) {
      Flow flow = connection.flow(role);
      RoundTrips trips = FlowDynamics.of(flow).roundTrips();
      if (trips.smoothedNanos().isEmpty()) {
        continue;
      }
      long smoothed = trips.smoothedNanos().getAsLong();
      // A capture on the way sees less than the true round trip; one beside the receiver sees only
      // how long that host takes to acknowledge.
      if (trips.path() != MeasuredPath.RECEIVER && smoothed >= limit.toNanos()) {
        return judgement.violatedByPresence(tooLong(flow, smoothed, longest(trips)));
      }
      if (trips.path() == MeasuredPath.WHOLE) {
        whole = true;
        largest = Math.max(largest, smoothed);
      }
    }
    Finding seen = expecting(connection).but(whole ? "it was up to " + Wording.time(largest) : "");
    return whole
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "no data was acknowledged whose whole way there and back is seen from here");
  }

  private static RttSample longest(RoundTrips trips) {
    return trips.samples().stream().max(Comparator.comparingLong(RttSample::nanos)).orElseThrow();
  }

  private Finding tooLong(Flow flow, long smoothed, RttSample longest) {
    return expecting(flow.connection())
        .but(
            "that of the %s's data was %s"
                .formatted(Wording.side(flow.sender()), Wording.time(smoothed)))
        .timedOffenders(
            flow.connection(),
            List.of(longest.sent(), longest.acknowledgement()),
            s ->
                s.equals(longest.acknowledgement())
                    ? "acknowledges #" + longest.sent().frame()
                    : "")
        .fact("evidence", "the longest one took " + Wording.time(longest.nanos()));
  }
}
