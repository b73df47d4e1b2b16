package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Messages of {@code hasNoUnexplainedStall}. */
public final class ShouldHaveNoStall {
  public static final String SOURCE = "RFC 9293 s3.8";

  private ShouldHaveNoStall() {}

  public static Finding explained(Connection connection, List<Stall> stalls) {
    return message(connection).but(sum(stalls));
  }

  public static Finding found(Connection connection, List<Stall> stalls) {
    Stall first = stalls.get(0);
    Set<Segment> shown = new LinkedHashSet<>();
    shown.add(first.before());
    shown.addAll(first.evidence());
    first.after().ifPresent(shown::add);
    return message(connection)
        .but(
            "nothing explains why it stood still for %s%s"
                .formatted(
                    Wording.time(first.nanos()),
                    stalls.size() == 1 ? "" : ", and " + (stalls.size() - 1) + " times more"))
        .timedOffenders(connection, List.copyOf(shown), s -> "")
        .fact("evidence", first.explanation())
        .cause("a scheduler, a firewall, or what the capture did not see", Confidence.POSSIBLE);
  }

  /** {@code it stood still twice: application 12.000 ms and delayed ack 40.000 ms}. */
  static String sum(List<Stall> stalls) {
    return stalls.isEmpty()
        ? "it never stood still"
        : "it stood still " + Wording.times(stalls.size()) + ": " + by(stalls);
  }

  private static String by(List<Stall> stalls) {
    Map<StallCause, Long> nanos = new TreeMap<>();
    stalls.forEach(stall -> nanos.merge(stall.cause(), stall.nanos(), Long::sum));
    return Wording.times(nanos);
  }

  private static Finding message(Connection connection) {
    return Finding.expecting(connection, "have no unexplained stall")
        .rule(
            SOURCE,
            "a side that sends nothing has nothing to send, or waits for window, ACK or repair");
  }
}
