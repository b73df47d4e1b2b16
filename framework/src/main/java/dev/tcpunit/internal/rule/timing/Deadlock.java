package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** A pause in which the client waits for an answer and the server for more of the request. */
final class Deadlock {
  private Deadlock() {}

  /**
   * Whether such a pause ended before a segment: all data was acknowledged until then, the client
   * had sent last, and the segment brings no data, since the waiting side gave up.
   */
  static boolean endsAt(Segment after, ConnectionDynamics dynamics) {
    List<Segment> until = dynamics.connection().segments().subList(0, after.index());
    Segment last = null;
    for (Segment segment : until) {
      last = segment.length() > 0 ? segment : last;
    }
    return after.length() == 0
        && last != null
        && last.from() == Role.CLIENT
        && isAcknowledged(until.get(until.size() - 1), dynamics);
  }

  private static boolean isAcknowledged(Segment until, ConnectionDynamics dynamics) {
    return dynamics.flow(Role.CLIENT).flightSizeAfter(until) == 0
        && dynamics.flow(Role.SERVER).flightSizeAfter(until) == 0;
  }

  static Finding tell(Finding finding) {
    return finding
        .cause(
            "all bytes are acknowledged, neither side sends: the client waits for an answer, the"
                + " server for more or for the end",
            Certainty.LIKELY)
        .lookFor(Remedy.COMPLETE_REQUEST);
  }
}
