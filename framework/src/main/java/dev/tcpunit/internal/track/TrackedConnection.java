package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.RoleEvidence;

/** One connection while packets arrive. Direction 0 is that of its first captured segment. */
public final class TrackedConnection {
  /** A time that is not known. */
  public static final long NEVER = Long.MIN_VALUE;

  /** A RST that the receiver had to accept was captured. */
  public static final int RESET = 1;

  /** The SYN was answered with a RST that acknowledges it. */
  public static final int REFUSED = 1 << 1;

  /** Round trips are kept in so many nanoseconds, as far as a char reaches: up to 0.65 s a side. */
  private static final int ROUND_TRIP_UNIT = 10_000;

  private static final char NOT_SEEN = Character.MAX_VALUE;
  private static final int LONGEST = NOT_SEEN - 1;

  private static final RoleEvidence[] EVIDENCE = RoleEvidence.values();

  private final long sourceLow;
  private final long destinationLow;
  private final int ports;

  /** The upper halves of both addresses; null for IPv4. */
  private final long[] high;

  public final FlowState first = new FlowState();
  public final FlowState second;

  /** The connection that used the same 4-tuple before, while its packets may still arrive. */
  public TrackedConnection previous;

  public SegmentColumns segments;

  /** Which direction is the client's. */
  public byte clientDirection;

  /** Which direction closed first, or -1. */
  public byte firstCloser = -1;

  private byte evidence;
  private byte flags;

  public final long startNanos;
  public long lastNanos;

  /**
   * The segment whose acknowledgement is timed, and its direction, as RoundTrip writes it; or 0.
   */
  public int timed;

  /** The shortest time in which the first direction's sender has acknowledged something. */
  private char firstAnswers = NOT_SEEN;

  private char secondAnswers = NOT_SEEN;

  /** When the ACK that completes the handshake was captured, if it carries nothing else. */
  public long establishedNanos = NEVER;

  TrackedConnection(DecodedSegment segment) {
    sourceLow = segment.sourceLow;
    destinationLow = segment.destinationLow;
    ports = segment.sourcePort << 16 | segment.destinationPort;
    high = segment.ipv6 ? new long[] {segment.sourceHigh, segment.destinationHigh} : null;
    startNanos = segment.timeNanos;
    lastNanos = segment.timeNanos;
    second = isFromItself() ? first : new FlowState();
  }

  /**
   * 0 if the segment goes the way of the first one, 1 if the other way, -1 if it is of another
   * connection.
   */
  public int direction(DecodedSegment segment) {
    if (segment.ipv6 != (high != null)) {
      return -1;
    }
    if (sourceLow == segment.sourceLow
        && destinationLow == segment.destinationLow
        && ports == (segment.sourcePort << 16 | segment.destinationPort)
        && (high == null || high[0] == segment.sourceHigh && high[1] == segment.destinationHigh)) {
      return 0;
    }
    if (sourceLow == segment.destinationLow
        && destinationLow == segment.sourceLow
        && ports == (segment.destinationPort << 16 | segment.sourcePort)
        && (high == null || high[1] == segment.sourceHigh && high[0] == segment.destinationHigh)) {
      return 1;
    }
    return -1;
  }

  /** The port of the end that is not the segment's destination, if the other one is. */
  int portBeside(DecodedSegment segment) {
    int one = ports >>> 16;
    int other = ports & 0xFFFF;
    return segment.destinationPort == one ? other : one;
  }

  /** What one direction sends. A connection of a socket to itself has one sequence space. */
  public FlowState flow(int direction) {
    return direction == 0 ? first : second;
  }

  public FlowState client() {
    return flow(clientDirection);
  }

  public FlowState server() {
    return flow(1 - clientDirection);
  }

  public boolean isFromItself() {
    return sourceLow == destinationLow
        && ports >>> 16 == (ports & 0xFFFF)
        && (high == null || high[0] == high[1]);
  }

  /** The endpoint that sends in a direction. */
  public Endpoint sender(int direction) {
    return direction == 0
        ? endpoint(high == null ? 0 : high[0], sourceLow, ports >>> 16)
        : endpoint(high == null ? 0 : high[1], destinationLow, ports & 0xFFFF);
  }

  private Endpoint endpoint(long upper, long lower, int port) {
    byte[] address = new byte[high == null ? 4 : 16];
    for (int i = 0; i < address.length; i++) {
      int fromEnd = address.length - 1 - i;
      address[i] = (byte) ((fromEnd < 8 ? lower : upper) >>> 8 * (fromEnd & 7));
    }
    return Endpoint.of(address, port);
  }

  public boolean is(int flag) {
    return (flags & flag) != 0;
  }

  public void set(int flag) {
    flags |= (byte) flag;
  }

  void clear(int mask) {
    flags &= (byte) ~mask;
  }

  /** How it is known which direction is the client's. */
  public RoleEvidence evidence() {
    return EVIDENCE[evidence];
  }

  public void evidence(RoleEvidence found) {
    evidence = (byte) found.ordinal();
  }

  /** The time from the SYN to the ACK of the SYN-ACK; -1 if one is missing or was repeated. */
  public long roundTripNanos() {
    boolean known =
        establishedNanos >= startNanos
            && evidence() == RoleEvidence.SYN
            && !first.is(FlowState.SYN_REPEATED)
            && !second.is(FlowState.SYN_REPEATED);
    return known ? establishedNanos - startNanos : -1;
  }

  /** One side has acknowledged what was captured so long before. */
  public void onRoundTrip(int by, long nanos) {
    if (nanos < 0) {
      return;
    }
    char units = (char) Math.min(LONGEST, nanos / ROUND_TRIP_UNIT);
    if (by == 0) {
      firstAnswers = (char) Math.min(firstAnswers, units);
    } else {
      secondAnswers = (char) Math.min(secondAnswers, units);
    }
  }

  /** The shortest time from the capture to both ends and back that was seen; -1 if none was. */
  public long shortestRoundTripNanos() {
    long handshake = roundTripNanos();
    if (firstAnswers == NOT_SEEN || secondAnswers == NOT_SEEN) {
      return handshake;
    }
    long seen = (long) ROUND_TRIP_UNIT * (firstAnswers + secondAnswers);
    return handshake < 0 ? seen : Math.min(handshake, seen);
  }

  /** Takes the time of the next segment in the order of the capture. */
  public void see(long nanos) {
    if (nanos >= lastNanos) {
      lastNanos = nanos;
    } else {
      stepBack(lastNanos - nanos);
    }
  }

  /** Notes that a segment has a time this much earlier than one that was captured before it. */
  void stepBack(long nanos) {
    first.rare().segmentsBackInTime++;
    overtake(nanos);
  }

  /**
   * Notes the same of a segment that was taken for the first of a later connection, but may be this
   * one's.
   */
  void overtake(long nanos) {
    RareFacts facts = first.rare();
    facts.mostBackNanos = Math.max(facts.mostBackNanos, nanos);
  }

  /** Whether the connection has ended: it was reset, refused, or closed by both sides. */
  public boolean isOver() {
    return flags != 0 || first.is(FlowState.FIN_SEEN) && second.is(FlowState.FIN_SEEN);
  }
}
