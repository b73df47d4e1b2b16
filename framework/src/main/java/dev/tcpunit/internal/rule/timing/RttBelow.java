package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.MeasuredPath;
import dev.tcpunit.dynamics.RoundTrips;
import dev.tcpunit.dynamics.RttSample;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** The smoothed round-trip time of each side's data is less, as far as it is measured whole. */
public record RttBelow(Duration limit) implements Rule<Connection> {
  @Override
  public String name() {
    return "hasRttBelow";
  }

  @Override
  public String source() {
    return ShouldTake.RTT_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldTake.rtt(connection, limit, ""), doubt.get());
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
      // Somewhere on the way the true one is longer; beside the receiver it is another matter.
      if (trips.path() != MeasuredPath.RECEIVER && smoothed >= limit.toNanos()) {
        return judgement.violatedByPresence(
            ShouldTake.rttFound(flow, limit, smoothed, longest(trips)));
      }
      if (trips.path() == MeasuredPath.WHOLE) {
        whole = true;
        largest = Math.max(largest, smoothed);
      }
    }
    Finding seen =
        ShouldTake.rtt(connection, limit, whole ? "it was up to " + Wording.time(largest) : "");
    return whole
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "no data was acknowledged whose whole way there and back is seen from here");
  }

  private static RttSample longest(RoundTrips trips) {
    return trips.samples().stream().max(Comparator.comparingLong(RttSample::nanos)).orElseThrow();
  }
}
