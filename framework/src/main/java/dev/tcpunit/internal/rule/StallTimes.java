package dev.tcpunit.internal.rule;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.verdict.Wording;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says how often a connection stood still, and how long for which cause. */
public final class StallTimes {
  private StallTimes() {}

  /** {@code it stood still twice: application 12.000 ms and delayed ack 40.000 ms}. */
  public static String of(List<Stall> stalls) {
    Map<StallCause, Long> nanos = new TreeMap<>();
    stalls.forEach(stall -> nanos.merge(stall.cause(), stall.nanos(), Long::sum));
    return stalls.isEmpty()
        ? "it never stood still"
        : "it stood still " + Wording.times(stalls.size()) + ": " + Wording.times(nanos);
  }
}
