package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what one side waits for at a moment, as it sees the connection. */
final class WaitFinder {
  private final Role side;
  private final String peer;
  private final long timeNanos;
  private final FlowLog own;
  private final FlowLog theirs;
  private final List<Segment> segments;

  /** How far the side's bytes were acknowledged, its SYN and FIN among them. */
  private final long acknowledgedTo;

  private WaitFinder(FlowLog own, FlowLog theirs, List<Segment> until, long timeNanos) {
    this.own = own;
    this.theirs = theirs;
    this.timeNanos = timeNanos;
    side = own.sender();
    peer = side.peer().word();
    segments = until;
    acknowledgedTo =
        until.stream().filter(own::acknowledges).mapToLong(Segment::ack).max().orElse(0);
  }

  static Optional<Waiting> find(Connection connection, Role side, long timeNanos) {
    List<Segment> all = connection.segments();
    int size = 0;
    while (size < all.size() && all.get(size).timeNanos() <= timeNanos) {
      size++;
    }
    return size == 0
        ? Optional.empty()
        : new WaitFinder(
                new FlowLog(connection.flow(side)),
                new FlowLog(connection.flow(side.peer())),
                all.subList(0, size),
                timeNanos)
            .find();
  }

  private Optional<Waiting> find() {
    if (isOver()) {
      return Optional.empty();
    }
    return handshake()
        .or(this::window)
        .or(this::acknowledgement)
        .or(this::close)
        .or(this::data)
        .or(this::silence);
  }

  private boolean isOver() {
    boolean reset = last(this::ends).isPresent();
    return reset || hasSentFin(own) && isFinAcknowledged() && hasSentFin(theirs);
  }

  /** Who sends a RST has done with it, though it may be lost on its way. */
  private boolean ends(Segment segment) {
    boolean taken =
        segment.acceptance() == Acceptance.ACCEPTED
            || segment.from() == side && segment.acceptance() != Acceptance.IGNORED;
    return segment.has(TcpFlags.RST) && taken;
  }

  private Optional<Waiting> handshake() {
    List<Segment> syns = sent(s -> s.has(TcpFlags.SYN));
    if (syns.isEmpty() || acknowledgedTo > 0) {
      return Optional.empty();
    }
    Segment first = syns.get(0);
    String what = first.has(TcpFlags.ACK) ? "SYN-ACK" : "SYN";
    String words =
        "its %s is not answered%s%s".formatted(what, again(syns.size() - 1L), icmpSince(first));
    return Optional.of(waiting(WaitingFor.HANDSHAKE, first, words));
  }

  private Optional<Waiting> window() {
    Optional<Segment> closing = closing();
    if (closing.isEmpty()) {
      return Optional.empty();
    }
    long probes =
        sent(s -> s.kind() == SegmentKind.ZERO_WINDOW_PROBE).stream()
            .filter(probe -> probe.index() > closing.get().index())
            .count();
    String words =
        "the %s announces a window of 0: its program does not read%s"
            .formatted(peer, probes == 0 ? "" : "; " + counted(probes, "probe") + " had no effect");
    String open = unacknowledged() == 0 ? "" : unacknowledgedWords() + "; ";
    return Optional.of(waiting(WaitingFor.WINDOW, closing.get(), open + words));
  }

  /** The first of the peer's latest announcements, all of which are of a closed window. */
  private Optional<Segment> closing() {
    Segment closing = null;
    for (Segment segment : segments) {
      if (own.acknowledges(segment) && !segment.has(TcpFlags.SYN)) {
        closing = segment.window() > 0 ? null : closing == null ? segment : closing;
      }
    }
    return Optional.ofNullable(closing);
  }

  private Optional<Waiting> acknowledgement() {
    boolean fin = hasSentFin(own) && !isFinAcknowledged();
    if (unacknowledged() == 0 && !fin) {
      return Optional.empty();
    }
    List<Segment> open = sent(s -> carriesUnacknowledged(s));
    if (open.isEmpty()) {
      return Optional.empty();
    }
    long resends = open.stream().filter(s -> s.kind() == SegmentKind.RETRANSMISSION).count();
    String what =
        unacknowledged() == 0
            ? "its FIN is not acknowledged"
            : unacknowledgedWords() + (fin ? ", nor is its FIN" : "");
    String words =
        what + again(resends) + icmpSince(open.get(0)) + BlackHole.suspicion(own, open, segments);
    return Optional.of(waiting(WaitingFor.ACKNOWLEDGEMENT, open.get(0), words));
  }

  /** The latest that ICMP told the side since a segment; nothing if it told nothing. */
  private String icmpSince(Segment since) {
    return own.flow().connection().icmpErrors().stream()
        .filter(IcmpError::isCredible)
        .filter(error -> error.told() == side && error.frame() > since.frame())
        .filter(error -> error.timeNanos() <= timeNanos)
        .reduce((earlier, later) -> later)
        .map(error -> "; ICMP told it: %s (#%d)".formatted(error.words(), error.frame()))
        .orElse("");
  }

  private boolean carriesUnacknowledged(Segment segment) {
    boolean occupies = own.carriesData(segment) || segment.has(TcpFlags.FIN);
    return occupies && !segment.has(TcpFlags.RST) && segment.end() > acknowledgedTo;
  }

  private Optional<Waiting> close() {
    if (!hasSentFin(own)) {
      return Optional.empty();
    }
    Segment acknowledgement =
        first(s -> own.acknowledges(s) && s.ack() == acknowledgedTo).orElseThrow();
    String words =
        "its FIN is acknowledged; the %s has not closed its own direction (CLOSE-WAIT)"
            .formatted(peer);
    return Optional.of(waiting(WaitingFor.CLOSE, acknowledgement, words));
  }

  /** The side spoke last, and the peer has not closed. */
  private Optional<Waiting> data() {
    Optional<Segment> last = last(s -> own.carriesData(s) || theirs.carriesData(s));
    if (last.isEmpty() || last.get().from() != side || hasSentFin(theirs)) {
      return Optional.empty();
    }
    long bytes = sentTo() - own.sentBefore(0);
    String words =
        "it sent last, all of its %s acknowledged; the %s has sent nothing since"
            .formatted(bytes == 1 ? "1 byte is" : number(bytes) + " bytes are", peer);
    return Optional.of(waiting(WaitingFor.DATA, last.get(), words));
  }

  /** The same for both sides, so that one tells it. */
  private Optional<Waiting> silence() {
    boolean any = last(s -> own.carriesData(s) || theirs.carriesData(s)).isPresent();
    if (side == Role.SERVER || any || hasSentFin(theirs)) {
      return Optional.empty();
    }
    Segment since = segments.get(segments.size() - 1);
    return Optional.of(
        new Waiting(
            WaitingFor.DATA,
            Optional.empty(),
            since,
            timeNanos - since.timeNanos(),
            0,
            "neither side has sent a byte"));
  }

  private boolean hasSentFin(FlowLog flow) {
    long position = flow.flow().finOffset().orElse(Long.MIN_VALUE);
    return last(s ->
            flow.isOurs(s)
                && s.has(TcpFlags.FIN)
                && !s.has(TcpFlags.RST)
                && FlowLog.payloadEnd(s) == position)
        .isPresent();
  }

  private boolean isFinAcknowledged() {
    return acknowledgedTo > own.flow().finOffset().orElse(Long.MAX_VALUE);
  }

  private long sentTo() {
    return own.sentTo(segments.size() - 1);
  }

  private long unacknowledged() {
    return own.flightSize(segments.size() - 1);
  }

  private String unacknowledgedWords() {
    long bytes = unacknowledged();
    return bytes == 1
        ? "1 byte that it sent is not acknowledged"
        : number(bytes) + " bytes that it sent are not acknowledged";
  }

  private Waiting waiting(WaitingFor what, Segment since, String explanation) {
    return new Waiting(
        what,
        Optional.of(side),
        since,
        Math.max(0, timeNanos - since.timeNanos()),
        unacknowledged(),
        explanation);
  }

  private static String again(long times) {
    return times == 0
        ? ""
        : times == 1 ? ", though sent again once" : ", though sent again " + times + " times";
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private List<Segment> sent(Predicate<Segment> wanted) {
    return segments.stream().filter(s -> s.from() == side).filter(wanted).toList();
  }

  private Optional<Segment> first(Predicate<Segment> wanted) {
    return segments.stream().filter(wanted).findFirst();
  }

  private Optional<Segment> last(Predicate<Segment> wanted) {
    return segments.stream().filter(wanted).reduce((one, other) -> other);
  }
}
