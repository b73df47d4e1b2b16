package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;

/** Finds where a connection made no progress, and has each stall judged. */
final class Stalls {
  private final List<Segment> segments;
  private final FlowLog[] logs;
  private final StallJudge judge;
  private final long threshold;
  private final List<Stall> found = new ArrayList<>();
  private final long[] highest = {Long.MIN_VALUE, Long.MIN_VALUE};
  private boolean resent;

  private Stalls(FlowLog client, FlowLog server, long threshold) {
    segments = client.segments();
    logs = new FlowLog[] {client, server};
    judge = new StallJudge(client, server);
    this.threshold = threshold;
  }

  static List<Stall> of(FlowLog client, FlowLog server, long threshold) {
    return new Stalls(client, server, threshold).find();
  }

  private List<Stall> find() {
    Segment latest = null;
    for (Segment segment : segments) {
      if (isProgress(segment, latest)) {
        if (latest != null && segment.timeNanos() - latest.timeNanos() > threshold) {
          long nanos = segment.timeNanos() - latest.timeNanos();
          found.add(judge.judge(latest, segment).stall(latest, segment, nanos));
        }
        latest = segment;
        resent = false;
      }
      resent |= segment.kind() == SegmentKind.RETRANSMISSION;
    }
    if (latest != null) {
      judgeEnd(latest);
    }
    return List.copyOf(found);
  }

  /** Judges the end of the capture, which is a stall only if a side waits for something. */
  private void judgeEnd(Segment latest) {
    long nanos = Segments.watchedUntil(logs[0].flow().connection()) - latest.timeNanos();
    boolean over = latest.has(TcpFlags.RST);
    if (nanos > threshold && !over) {
      Blame blame = judge.judgeEnd(latest);
      if (blame != null) {
        found.add(blame.stall(latest, null, nanos));
      }
    }
  }

  private boolean isProgress(Segment segment, Segment latest) {
    Role from = segment.from();
    FlowLog sent = logs[from.ordinal()];
    boolean fresh = segment.end() > highest[from.ordinal()];
    boolean occupies =
        segment.length() > 0 || segment.has(TcpFlags.SYN) || segment.has(TcpFlags.FIN);
    if (occupies && fresh && isSent(segment)) {
      highest[from.ordinal()] = segment.end();
      return true;
    }
    return segment.has(TcpFlags.RST)
        || repairs(segment, sent)
        || latest != null && judge.opensWindow(latest, segment);
  }

  private static boolean isSent(Segment segment) {
    return segment.kind() != SegmentKind.ZERO_WINDOW_PROBE
        && segment.kind() != SegmentKind.KEEP_ALIVE
        && segment.kind() != SegmentKind.UNDECIDED;
  }

  /** Whether a segment acknowledges new data after data was sent again. */
  private boolean repairs(Segment segment, FlowLog own) {
    FlowLog acknowledged = logs[own.sender().peer().ordinal()];
    int at = segment.index();
    return resent
        && acknowledged.acknowledges(segment)
        && (acknowledged.acknowledgedTo(at) > acknowledged.acknowledgedBefore(at)
            || segment.ack() > acknowledged.sentTo(at)
            || acknowledged.inFlight(at) < acknowledged.inFlight(Math.max(0, at - 1)));
  }
}
