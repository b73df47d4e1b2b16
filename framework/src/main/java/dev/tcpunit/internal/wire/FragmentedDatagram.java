package dev.tcpunit.internal.wire;

import java.util.Arrays;

/** One IP datagram while its fragments come in, in any order (RFC 791 section 3.2). */
final class FragmentedDatagram {
  private static final int MAX_LENGTH = 65_535;

  /** More than the smallest MTU of IPv4 (68 bytes, RFC 791) makes of the longest datagram. */
  private static final int MAX_PIECES = 2_048;

  private static final int UNKNOWN = -1;

  private boolean used;
  private boolean ipv6;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int identification;
  private int keyProtocol;
  private long firstNanos;
  private long arrival;

  private byte[] bytes = new byte[2_048];
  private int length;
  private int protocol;
  private int fragments;
  private boolean discarded;
  private boolean damaged;

  /** The pieces in order of their starts: [start, end) on the wire, [start, capturedEnd) here. */
  private int[] starts = new int[8];

  private int[] ends = new int[8];
  private int[] capturedEnds = new int[8];
  private int pieces;

  void begin(DecodedSegment fragment, int newIdentification, int newProtocol, long newArrival) {
    used = true;
    ipv6 = fragment.ipv6;
    sourceHigh = fragment.sourceHigh;
    sourceLow = fragment.sourceLow;
    destinationHigh = fragment.destinationHigh;
    destinationLow = fragment.destinationLow;
    identification = newIdentification;
    keyProtocol = newProtocol;
    firstNanos = fragment.timeNanos;
    arrival = newArrival;
    length = UNKNOWN;
    protocol = newProtocol;
    fragments = 0;
    discarded = false;
    damaged = false;
    pieces = 0;
  }

  /** The protocol counts for IPv4 only: RFC 8200 section 4.5 leaves it out for IPv6. */
  boolean matches(DecodedSegment fragment, int otherIdentification, int otherProtocol) {
    return used
        && identification == otherIdentification
        && sourceLow == fragment.sourceLow
        && destinationLow == fragment.destinationLow
        && sourceHigh == fragment.sourceHigh
        && destinationHigh == fragment.destinationHigh
        && ipv6 == fragment.ipv6
        && (ipv6 || keyProtocol == otherProtocol);
  }

  void end() {
    used = false;
    arrival = 0;
  }

  long firstNanos() {
    return firstNanos;
  }

  long arrival() {
    return arrival;
  }

  int fragments() {
    return fragments;
  }

  /** The protocol of the datagram's payload, as the first fragment says. */
  int protocol() {
    return protocol;
  }

  /** Takes note of whether the checksum of a fragment's header was wrong. */
  void onHeader(boolean isDamaged) {
    damaged |= isDamaged;
  }

  /** Whether IP drops one of its fragments. */
  boolean isDamaged() {
    return damaged;
  }

  /** Points a cursor at the whole datagram, cut before the first byte that was not captured. */
  void open(PacketCursor packet) {
    int captured = 0;
    for (int i = 0; i < pieces && starts[i] <= captured; i++) {
      captured = Math.max(captured, capturedEnds[i]);
    }
    packet.start(bytes, 0, captured, length);
  }

  /**
   * Adds a fragment.
   *
   * @return TCP if it completes the datagram, FRAGMENT if it does not, MALFORMED if its place is
   *     impossible
   */
  FrameOutcome add(int nextProtocol, int offset, boolean more, PacketCursor packet) {
    int end = offset + packet.length();
    if (packet.length() <= 0 || end > MAX_LENGTH || more && packet.length() % 8 != 0) {
      return FrameOutcome.MALFORMED;
    }
    fragments++;
    if (discarded || contradicts(offset, end, more, packet)) {
      // RFC 5722 section 4: the fragments that are still to come are discarded, too.
      discarded = true;
      return FrameOutcome.FRAGMENT;
    }
    if (!more) {
      length = end;
    }
    if (offset == 0) {
      protocol = nextProtocol;
    }
    insert(offset, end, packet);
    return isComplete() ? FrameOutcome.TCP : FrameOutcome.FRAGMENT;
  }

  /**
   * Whether a fragment contradicts those before it: by another end, bytes behind the end, or other
   * bytes at the same place. Which of them the receiver took cannot be told. Overlaps with the same
   * bytes are repeats and do no harm.
   */
  private boolean contradicts(int start, int end, boolean more, PacketCursor packet) {
    if (length != UNKNOWN && (end > length || !more && end != length)) {
      return true;
    }
    if (pieces == MAX_PIECES) {
      return true;
    }
    for (int i = 0; i < pieces; i++) {
      if (!more && ends[i] > end || differs(i, start, packet)) {
        return true;
      }
    }
    return false;
  }

  private boolean differs(int piece, int start, PacketCursor packet) {
    int from = Math.max(starts[piece], start);
    int to = Math.min(capturedEnds[piece], start + packet.captured());
    int shift = packet.at() - start;
    return from < to && !Arrays.equals(bytes, from, to, packet.bytes(), from + shift, to + shift);
  }

  private void insert(int start, int end, PacketCursor packet) {
    int capturedEnd = start + packet.captured();
    if (bytes.length < capturedEnd) {
      bytes = Arrays.copyOf(bytes, Math.min(MAX_LENGTH, Math.max(capturedEnd, 2 * bytes.length)));
    }
    System.arraycopy(packet.bytes(), packet.at(), bytes, start, packet.captured());
    int place = pieces;
    while (place > 0 && starts[place - 1] > start) {
      place--;
    }
    starts = insert(starts, place, start);
    ends = insert(ends, place, end);
    capturedEnds = insert(capturedEnds, place, capturedEnd);
    pieces++;
  }

  private int[] insert(int[] values, int place, int value) {
    int[] target = pieces < values.length ? values : Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(target, place, target, place + 1, pieces - place);
    target[place] = value;
    return target;
  }

  private boolean isComplete() {
    int covered = 0;
    for (int i = 0; i < pieces && starts[i] <= covered; i++) {
      covered = Math.max(covered, ends[i]);
    }
    return covered == length;
  }
}
