package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains a stall as far as the packets prove a cause. */
final class StallJudge {
  /**
   * A kernel sends within this time of the segment that allows it to; data that is sent later was
   * not held back.
   */
  private static final long PROMPTLY = 1_000_000;

  /**
   * Data that waited for an acknowledgement is sent in the interrupt that brings it, some 30
   * microseconds later. Data that is sent between this time and {@link #PROMPTLY} may as well have
   * been written just then.
   */
  static final long AT_ONCE = 200_000;

  /** RFC 9293 section 3.8.6.3, MUST-40: no acknowledgement is held back longer. */
  private static final long LONGEST_DELAY = 500_000_000;

  /** The number of first segments among which a SYN is looked for. */
  private static final int SYN_SEARCH = 64;

  private final Connection connection;
  private final List<Segment> segments;
  private final FlowLog[] logs;

  StallJudge(FlowLog client, FlowLog server) {
    connection = client.flow().connection();
    segments = client.segments();
    logs = new FlowLog[] {client, server};
  }

  private FlowLog log(Role sender) {
    return logs[sender.ordinal()];
  }

  Blame judge(Segment before, Segment after) {
    if (connection.trace() != null && !connection.trace().completeness().isComplete()) {
      return Blame.unknown("the capture is not complete", before, after);
    }
    List<Segment> resends = resends(before, after.index());
    if (!resends.isEmpty()) {
      return judgeResends(resends, after);
    }
    if (opensWindow(before, after)) {
      return judgeWindow(before, after);
    }
    for (Role sender : Role.values()) {
      Blame shutOut = shutOut(sender, before, after.index());
      if (shutOut != null) {
        return shutOut;
      }
    }
    if (after.has(TcpFlags.SYN) || !isEstablished(after)) {
      return Blame.unknown("the connection was being opened", before, after);
    }
    return judgeSender(before, after);
  }

  /** Returns null if nobody waits for anything. */
  Blame judgeEnd(Segment before) {
    List<Segment> resends = resends(before, segments.size());
    for (Role role : Role.values()) {
      List<Segment> own = resends.stream().filter(segment -> segment.from() == role).toList();
      if (!own.isEmpty()) {
        return Blame.of(
            StallCause.LOSS_RECOVERY, role, "what was sent again is not acknowledged", own);
      }
      Blame shutOut = shutOut(role, before, segments.size());
      if (shutOut != null) {
        return shutOut;
      }
    }
    int last = segments.size() - 1;
    boolean waits = logs[0].flightSize(last) > 0 || logs[1].flightSize(last) > 0;
    return waits ? Blame.unknown("what was sent is not acknowledged", before) : null;
  }

  private List<Segment> resends(Segment before, int until) {
    return segments.subList(before.index() + 1, until).stream()
        .filter(segment -> segment.kind() == SegmentKind.RETRANSMISSION)
        .toList();
  }

  private Blame judgeResends(List<Segment> resends, Segment after) {
    boolean needed = resends.stream().anyMatch(resend -> !resend.has(SegmentFinding.SPURIOUS));
    List<Segment> evidence = new ArrayList<>(resends);
    evidence.add(after);
    Segment first = resends.get(0);
    if (!needed && LostAcknowledgement.of(connection, first)) {
      return Blame.of(
          StallCause.LOSS_RECOVERY,
          first.from(),
          "the acknowledgement was lost on its way, until the bytes were sent again",
          evidence);
    }
    return needed
        ? Blame.of(
            StallCause.LOSS_RECOVERY,
            first.from(),
            "bytes were sent again before anything new was sent or acknowledged",
            evidence)
        : Blame.unknown(
            "what was sent again had arrived: its acknowledgement was late or lost",
            evidence.toArray(new Segment[0]));
  }

  /**
   * Whether a segment opens a window for which the peer had waited: the peer had probed it, or
   * sends at once data that it had not allowed.
   */
  boolean opensWindow(Segment before, Segment segment) {
    Role sender = segment.from().peer();
    FlowLog log = log(sender);
    int at = segment.index();
    return at > 0
        && log.acknowledges(segment)
        && !segment.has(TcpFlags.SYN)
        && isClosed(log, at - 1)
        && !isClosed(log, at)
        && (promptData(sender, segment) != null || !probes(sender, before, at).isEmpty());
  }

  /**
   * Whether the window keeps the sender from sending. While data is unacknowledged, the sender
   * waits for that first.
   */
  private static boolean isClosed(FlowLog log, int at) {
    return log.flightSize(at) == 0 && log.isWindowClosed(at);
  }

  /** The receiver's latest announcement. */
  private Segment announcement(FlowLog log, int at) {
    for (int i = at; i >= 0; i--) {
      if (log.acknowledges(segments.get(i))) {
        return segments.get(i);
      }
    }
    return null;
  }

  /** The announcement that closed the window, if it is closed. */
  private Segment closing(Role sender, int until) {
    FlowLog log = log(sender);
    return isClosed(log, until - 1) ? announcement(log, until - 1) : null;
  }

  private List<Segment> probes(Role sender, Segment before, int until) {
    List<Segment> probes = new ArrayList<>();
    for (Segment segment : segments.subList(before.index() + 1, until)) {
      if (segment.from() == sender && segment.kind() == SegmentKind.ZERO_WINDOW_PROBE) {
        probes.add(segment);
      }
    }
    return probes;
  }

  /** Blames a window that stayed closed if the sender's probes show that it had data; else null. */
  private Blame shutOut(Role sender, Segment before, int until) {
    Segment closing = closing(sender, until);
    List<Segment> evidence = probes(sender, before, until);
    if (closing == null || evidence.isEmpty()) {
      return null;
    }
    evidence.add(0, closing);
    return Blame.of(
        StallCause.RECEIVE_WINDOW, sender.peer(), "the window was not opened again", evidence);
  }

  private Blame judgeWindow(Segment before, Segment opening) {
    Role sender = opening.from().peer();
    List<Segment> evidence = probes(sender, before, opening.index());
    boolean probed = !evidence.isEmpty();
    evidence.add(0, closing(sender, opening.index()));
    evidence.add(opening);
    Segment next = promptData(sender, opening);
    if (next != null) {
      evidence.add(next);
    }
    return Blame.of(
        StallCause.RECEIVE_WINDOW,
        opening.from(),
        probed
            ? "the window was closed, and the sender probed it"
            : "the window was closed, and the sender sent as soon as it opened",
        evidence);
  }

  /**
   * The data that a sender sends at once when the window opens, beyond what was allowed before;
   * null if there is none.
   */
  private Segment promptData(Role sender, Segment opening) {
    FlowLog log = log(sender);
    long edge = log.windowEdge(opening.index() - 1);
    for (int i = opening.index(); i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.timeNanos() - opening.timeNanos() >= PROMPTLY) {
        return null;
      }
      if (log.carriesData(segment)) {
        return FlowLog.payloadEnd(segment) > edge ? segment : null;
      }
    }
    return null;
  }

  private boolean isEstablished(Segment segment) {
    return segments.subList(0, segment.index()).stream()
        .limit(SYN_SEARCH)
        .filter(earlier -> earlier.has(TcpFlags.SYN))
        .allMatch(syn -> hasAnswer(syn, segment.index()));
  }

  private boolean hasAnswer(Segment syn, int until) {
    return segments.subList(syn.index(), until).stream()
        .limit(SYN_SEARCH)
        .anyMatch(s -> s.from() != syn.from() && s.has(TcpFlags.ACK) && s.ack() >= 1);
  }

  /**
   * Judges the side that ends the stall: it had nothing to send, or waited for an acknowledgement.
   */
  private Blame judgeSender(Segment before, Segment after) {
    Role sender = after.from();
    FlowLog log = log(sender);
    if (!isSeenAtOnce(after)) {
      return Blame.unknown(
          "what its sender sent meanwhile may have been lost on the way here", before, after);
    }
    Segment trigger = trigger(before, after);
    if (trigger != null) {
      return judgeWait(before, trigger, after);
    }
    return judgeIdle(log, before, after);
  }

  private Blame judgeIdle(FlowLog log, Segment before, Segment after) {
    int last = after.index() - 1;
    if (log.flightSize(last) > 0) {
      return judgeUnderWay(log, before, after);
    }
    if (isClosed(log, last) && log.windowEdge(last) <= FlowLog.payloadEnd(after)) {
      return judgeLittleRoom(log, before, after);
    }
    if (after.has(TcpFlags.RST) && hasKeptAlive(before, after)) {
      return Blame.unknown("keep-alives were not answered", before, after);
    }
    long idle = after.timeNanos() - idleSince(log, before, after).timeNanos();
    // Beside the sender: what had waited for the acknowledgement would have left with it.
    return connection.vantagePoint().isBeside(after.from())
            || 2 * idle >= after.timeNanos() - before.timeNanos()
        ? Blame.of(
            StallCause.APPLICATION,
            log.sender(),
            "nothing was under way and the window was open",
            before,
            after)
        : Blame.unknown(
            "an acknowledgement came late, and then nothing was sent for a while", before, after);
  }

  /**
   * Judges a segment that was sent while data was unacknowledged, with no acknowledgement just
   * before: it did not wait for one.
   */
  private Blame judgeUnderWay(FlowLog log, Segment before, Segment after) {
    boolean ends = after.has(TcpFlags.FIN) || after.has(TcpFlags.RST);
    boolean beside = connection.vantagePoint().isBeside(after.from());
    boolean room = hadRoom(log, after.index() - 1, after.length());
    if (beside && room && (ends || !new Pacing(log).mayHold(after))) {
      return Blame.of(
          StallCause.APPLICATION,
          log.sender(),
          ends
              ? "its end waits for no acknowledgement, and the window was open"
              : "it left without an acknowledgement, the window was open, and no pacing is so slow",
          before,
          after);
    }
    return Blame.unknown(
        "data was under way, and no acknowledgement let the next be sent", before, after);
  }

  /** A sender whose window has little room left uses it after a while (section 3.8.6.2.1). */
  private static Blame judgeLittleRoom(FlowLog log, Segment before, Segment after) {
    boolean fills = log.windowEdge(after.index() - 1) == FlowLog.payloadEnd(after);
    return fills && after.length() > 0
        ? Blame.of(
            StallCause.RECEIVE_WINDOW,
            log.sender().peer(),
            "the window had little room, which the sender filled after a while",
            before,
            after)
        : Blame.unknown("the window had little room", before, after);
  }

  private boolean hasKeptAlive(Segment before, Segment after) {
    return segments.subList(before.index(), after.index()).stream()
        .anyMatch(s -> s.kind() == SegmentKind.KEEP_ALIVE && s.from() == after.from());
  }

  /**
   * Whether no segment before was missed: the capture stands beside the sender, or the sender's
   * count of packets has no gap.
   */
  private boolean isSeenAtOnce(Segment after) {
    if (connection.vantagePoint().isBeside(after.from())) {
      return true;
    }
    for (int i = after.index() - 1; i >= 0; i--) {
      Segment earlier = segments.get(i);
      if (earlier.from() == after.from()) {
        boolean known = earlier.ipId().isPresent() && after.ipId().isPresent();
        int step = known ? after.ipId().getAsInt() - earlier.ipId().getAsInt() & 0xFFFF : 0;
        return step == 1;
      }
    }
    return false;
  }

  /** The segment since which all data is acknowledged. */
  private Segment idleSince(FlowLog log, Segment before, Segment after) {
    int at = after.index() - 1;
    while (at > before.index() && log.flightSize(at - 1) == 0) {
      at--;
    }
    return segments.get(at);
  }

  /** The acknowledgement on which the sender sent. */
  private Segment trigger(Segment before, Segment after) {
    FlowLog log = log(after.from());
    for (int i = after.index() - 1; i > before.index(); i--) {
      Segment segment = segments.get(i);
      if (after.timeNanos() - segment.timeNanos() >= PROMPTLY) {
        return null;
      }
      if (log.acknowledges(segment) && log.acknowledgedTo(i) > log.acknowledgedBefore(i)) {
        return isTooSoon(segment, after) ? null : segment;
      }
    }
    return null;
  }

  /**
   * Whether a segment passed here before an acknowledgement could have reached its sender and come
   * back: within half of the time that this took while the connection was opened.
   */
  private boolean isTooSoon(Segment acknowledgement, Segment after) {
    if (connection.vantagePoint().isBeside(after.from())) {
      return false;
    }
    Opening opening = Opening.of(connection);
    Optional<Segment> synAck = opening.synAck(Role.SERVER);
    boolean ofServer = after.from() == Role.SERVER;
    Optional<Segment> asked = ofServer ? opening.plainSyn(Role.CLIENT) : synAck;
    Optional<Segment> answered = ofServer ? synAck : opening.completion();
    return asked.isPresent()
        && answered.isPresent()
        && opening.resends().isEmpty()
        && 2 * (after.timeNanos() - acknowledgement.timeNanos())
            < answered.get().timeNanos() - asked.get().timeNanos();
  }

  /** The sender waited for an acknowledgement, and sent at once when it came. */
  private Blame judgeWait(Segment before, Segment trigger, Segment after) {
    Role sender = after.from();
    FlowLog log = log(sender);
    int full = log.fullSize();
    long pending = log.flightSize(trigger.index() - 1);
    Segment data = latestData(log, trigger);
    long held = ReceiverDelay.nanos(connection, data, trigger);
    boolean delayed = held > 0 && held <= LONGEST_DELAY && 2 * held >= waited(before, trigger);
    if (after.length() < full) {
      if (lackedRoom(log, trigger.index() - 1, after.length())) {
        return Blame.of(
            StallCause.RECEIVE_WINDOW,
            trigger.from(),
            "what was under way had filled the window, which had no room for more",
            data,
            trigger,
            after);
      }
      if (after.has(TcpFlags.FIN)) {
        return judgeUnderWay(log, before, after);
      }
      if (pending < 2L * full) {
        return judgeNagle(log, delayed, data, trigger, after);
      }
    }
    if (delayed) {
      return Blame.of(
          StallCause.DELAYED_ACK,
          trigger.from(),
          "the receiver held back the acknowledgement that the sender waited for",
          data,
          trigger,
          after);
    }
    return judgeFullSize(log, data, trigger, after);
  }

  private static Blame judgeNagle(
      FlowLog log, boolean delayed, Segment data, Segment trigger, Segment after) {
    if (log.maxSegmentPayload().isEmpty()) {
      return Blame.unknown(
          "what a full segment is, and if the window had room, only the SYNs tell",
          data,
          trigger,
          after);
    }
    long behind = after.timeNanos() - trigger.timeNanos();
    if (behind > AT_ONCE) {
      return Blame.unknown(
          "a small segment left shortly behind an acknowledgement: held back by Nagle's algorithm,"
              + " or written just then",
          data,
          trigger,
          after);
    }
    return delayed
        ? Blame.of(
            StallCause.NAGLE_WITH_DELAYED_ACK,
            after.from(),
            "a small segment waited for an acknowledgement that the receiver held back",
            data,
            trigger,
            after)
        : Blame.unknown(
            "a small segment waited for an acknowledgement: Nagle; whether the receiver held it"
                + " back or the path was slow is not seen from here",
            data,
            trigger,
            after);
  }

  private static boolean hadRoom(FlowLog log, int at, int length) {
    long edge = log.windowEdge(at);
    return edge != FlowLog.UNKNOWN && edge - log.sentTo(at) >= length;
  }

  private static boolean lackedRoom(FlowLog log, int at, int length) {
    return log.windowEdge(at) != FlowLog.UNKNOWN && !hadRoom(log, at, length);
  }

  private static long waited(Segment before, Segment trigger) {
    return trigger.timeNanos() - before.timeNanos();
  }

  /**
   * Judges a wait after which more was sent than was acknowledged, while the receiver's window had
   * room.
   */
  private Blame judgeFullSize(FlowLog log, Segment data, Segment trigger, Segment after) {
    long acknowledged =
        log.acknowledgedTo(trigger.index()) - log.acknowledgedBefore(trigger.index());
    int last = trigger.index() - 1;
    boolean room = hadRoom(log, last, log.fullSize());
    int at = after.index();
    while (at + 1 < segments.size()
        && segments.get(at + 1).from() == after.from()
        && segments.get(at + 1).timeNanos() - after.timeNanos() < PROMPTLY) {
      at++;
    }
    boolean more = log.sentTo(at) - log.sentTo(last) > acknowledged;
    return room && more
        ? Blame.of(
            StallCause.CONGESTION_WINDOW,
            after.from(),
            "the window was open, and an acknowledgement let more be sent than it acknowledged",
            data,
            trigger,
            after)
        : Blame.unknown("the sender waited for an acknowledgement", data, trigger, after);
  }

  private static Segment latestData(FlowLog log, Segment trigger) {
    for (int i = trigger.index() - 1; i >= 0; i--) {
      Segment segment = log.segments().get(i);
      if (log.carriesData(segment) && FlowLog.payloadEnd(segment) <= trigger.ack()) {
        return segment;
      }
    }
    return null;
  }
}
