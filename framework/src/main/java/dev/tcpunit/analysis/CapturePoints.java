package dev.tcpunit.analysis;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.classify.PacketCopies;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;

/**
 * Tells packets that a capture holds once for each interface that they passed: on {@code any}, with
 * a bridge or a tunnel between, or in a file that was merged of several. The first sight of a
 * packet counts; what is seen at another interface afterwards is the same packet, neither sent
 * again nor copied.
 *
 * <p>LINUX_SLL does not name the interface: another direction or sender's address is another one,
 * and so is the same packet so soon, and before the peer has spoken, that nobody can have sent it
 * again. Such a capture does not tell it from a copy that the network made.
 *
 * <p>One device gets a large segment whole, and another in pieces (GSO): what the one shows as a
 * whole and the other in pieces, with the same acknowledgement and timestamps, is the same as well.
 *
 * <p>One packet is one by all that its headers say. Where it is there once more at the same
 * interface it is another one, which may be seen at the others in its turn. Nothing is remembered
 * of a capture that has one interface.
 */
final class CapturePoints {
  /** More packets than are between two sights of one. */
  private static final int REMEMBERED = 1 << 14;

  private static final int MASK = REMEMBERED - 1;
  private static final int LATEST = (1 << 10) - 1;

  /** An interface beyond these is not told from the others. */
  private static final int MOST_POINTS = 62;

  /** The part of LINUX_SLL before the protocol: direction, kind of device, sender's address. */
  private static final int COOKED_SENDER_LENGTH = 14;

  private static final int COOKED_INTERFACE = 4;
  private static final int COOKED_LENGTH = 20;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final int[] points = new int[MOST_POINTS];
  private int known;

  /**
   * In a ring, by number: the packet's mark, at which interfaces it was seen, which came before.
   */
  private long[] marks;

  private long[] seenAt;
  private long[] firstNanos;

  /** What all pieces of a large segment have in common, and which bytes each of them carries. */
  private final PieceIndex pieces = new PieceIndex();

  private int[] previous;
  private int[] latest;
  private int count;

  /** When a packet from one port to another was last seen. */
  private long[] latestNanos;

  private boolean mixed;

  /** Whether packets were left out that may have been copies as well. */
  boolean arePacketsMixed() {
    return mixed;
  }

  /** Takes note of a segment of text; whether another interface was named for it before. */
  boolean isSeenElsewhere(DecodedSegment segment) {
    int point = segment.interfaceInText;
    return point != 0 && isSeenElsewhere(1L << bit(point), segment, false);
  }

  /** Takes note of a segment; whether the same one was seen at another interface before. */
  boolean isSeenElsewhere(CapturedFrame frame, DecodedSegment segment) {
    int point = frame.interfaceNumber();
    if (frame.linkType() == LinkTypes.LINUX_SLL) {
      point = 31 * point + senderIn(frame);
      return isSeenElsewhere(1L << bit(point), segment, true);
    }
    if (frame.linkType() == LinkTypes.LINUX_SLL2 && frame.capturedLength() >= COOKED_LENGTH) {
      point = 31 * point + indexIn(frame);
    }
    return point != 0 && isSeenElsewhere(1L << bit(point), segment, false);
  }

  private static int senderIn(CapturedFrame frame) {
    int hash = 1;
    for (int i = 0; i < COOKED_SENDER_LENGTH; i++) {
      hash = 31 * hash + frame.buffer()[frame.offset() + i];
    }
    return hash;
  }

  private static int indexIn(CapturedFrame frame) {
    int at = frame.offset() + COOKED_INTERFACE;
    byte[] bytes = frame.buffer();
    return bytes[at] << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | bytes[at + 3] & 0xFF;
  }

  private int bit(int point) {
    for (int i = 0; i < known; i++) {
      if (points[i] == point) {
        return i;
      }
    }
    if (known < MOST_POINTS) {
      points[known++] = point;
      return known - 1;
    }
    return MOST_POINTS;
  }

  /**
   * Whether a packet was seen elsewhere.
   *
   * @param point a bit for the interface
   * @param unnamed whether several interfaces may share that bit
   */
  private boolean isSeenElsewhere(long point, DecodedSegment segment, boolean unnamed) {
    long mark = mark(segment);
    if (marks == null) {
      latestNanos = new long[LATEST + 1];
      marks = new long[REMEMBERED];
      seenAt = new long[REMEMBERED];
      firstNanos = new long[REMEMBERED];
      previous = new int[REMEMBERED];
      latest = new int[REMEMBERED];
    }
    latestNanos[ports(segment.sourcePort, segment.destinationPort)] = segment.timeNanos;
    int slot = (int) (mark >>> 32) & MASK;
    for (int at = latest[slot]; at > 0 && at > count - REMEMBERED; at = previous[at & MASK]) {
      if (marks[at & MASK] == mark && isAnotherSight(at & MASK, point, segment, unnamed)) {
        seenAt[at & MASK] |= point;
        pieces.seeAlsoAt(segment, point);
        return true;
      }
    }
    if (segment.payloadLength > 0 && pieces.cover(segment, point)) {
      return true;
    }
    remember(slot, point, mark);
    firstNanos[count & MASK] = segment.timeNanos;
    if (segment.payloadLength > 0) {
      pieces.add(segment, point);
    }
    return false;
  }

  private static int ports(int from, int to) {
    return 31 * from + to & LATEST;
  }

  private static int answers(DecodedSegment segment) {
    return ports(segment.destinationPort, segment.sourcePort);
  }

  private boolean isAnotherSight(int at, long point, DecodedSegment segment, boolean unnamed) {
    boolean elsewhere = (seenAt[at] & point) == 0;
    boolean unprompted = segment.ipId > 0 || latestNanos[answers(segment)] < firstNanos[at];
    boolean soon =
        unnamed
            && unprompted
            && segment.timeNanos - firstNanos[at] < PacketCopies.FAR_BELOW_ANY_TIMER;
    // ACKs that say the same may follow each other at once, without an identification.
    boolean repeatable =
        segment.ipId <= 0
            && segment.payloadLength == 0
            && !segment.has(TcpFlags.SYN)
            && !segment.has(TcpFlags.FIN);
    boolean again = soon && !elsewhere && (!repeatable || mixed);
    mixed |= again;
    return elsewhere || again;
  }

  private void remember(int slot, long point, long mark) {
    count++;
    marks[count & MASK] = mark;
    seenAt[count & MASK] = point;
    previous[count & MASK] = latest[slot];
    latest[slot] = count;
  }

  private static long mark(DecodedSegment segment) {
    long mark = mix(segment.sourceHigh, segment.sourceLow);
    mark = mix(mark, segment.destinationHigh);
    mark = mix(mark, segment.destinationLow);
    mark = mix(mark, (long) segment.sourcePort << 32 | segment.destinationPort);
    mark = mix(mark, (long) segment.seq << 32 | segment.ack & 0xFFFF_FFFFL);
    mark = mix(mark, (long) segment.flags << 48 | (long) segment.window << 32 | segment.ipId + 1);
    mark = mix(mark, segment.payloadLength);
    if (segment.hasTimestamps) {
      mark = mix(mark, (long) segment.tsVal << 32 | segment.tsEcr & 0xFFFF_FFFFL);
    }
    for (int i = 0; i < 2 * segment.sackBlocks; i++) {
      mark = mix(mark, segment.sackEdges[i]);
    }
    return mark;
  }

  static long mix(long mark, long more) {
    long mixed = (mark ^ more) * MIX;
    return mixed ^ mixed >>> 29;
  }
}
