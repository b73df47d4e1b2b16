package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a flow into round trips. */
final class Rounds {
  private final FlowLog log;
  private final List<Round> found = new ArrayList<>();
  private Segment first;
  private Segment last;
  private long from;
  private long maxFlight;
  private boolean resend;

  private Rounds(FlowLog log) {
    this.log = log;
  }

  static List<Round> of(FlowLog log) {
    Rounds rounds = new Rounds(log);
    for (Segment segment : log.segments()) {
      rounds.take(segment);
    }
    rounds.end();
    return List.copyOf(rounds.found);
  }

  private void take(Segment segment) {
    int at = segment.index();
    if (log.carriesData(segment)) {
      if (first == null) {
        first = segment;
        from = log.sentBefore(at);
        maxFlight = 0;
        resend = false;
      }
      resend |= segment.kind() == SegmentKind.RETRANSMISSION;
    }
    if (first == null) {
      return;
    }
    last = segment;
    maxFlight = Math.max(maxFlight, log.flightSize(at));
    if (log.acknowledges(segment) && log.acknowledgedTo(at) > from) {
      end();
    }
  }

  private void end() {
    if (first != null) {
      long sent = log.sentTo(last.index()) - from;
      found.add(new Round(found.size() + 1, first, last, sent, maxFlight, resend));
      first = null;
    }
  }
}
