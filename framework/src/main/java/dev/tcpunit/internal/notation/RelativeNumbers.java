package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.net.TcpFlags;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the sequence numbers that tcpdump prints into those of the headers.
 *
 * <p>tcpdump prints numbers as they are in segments without ACK and in the first segment with ACK
 * of a conversation, or its SYN-ACK; from these it takes the two numbers that all later ones are
 * relative to. With {@code -S} all are as in the header; the first number that could be either
 * tells. Where a text is an excerpt, these first two may be missing from it. A pure ACK's own
 * sequence number is not printed: it is the next one of its flow.
 *
 * <p>Where a text starts in midstream with pure ACKs, the sender's numbers are not in it: they
 * count from {@link #UNKNOWN_START} then, which shifts the flow as a whole and changes nothing
 * within it.
 */
final class RelativeNumbers {
  static final int UNKNOWN_START = 1_000_000_000;

  /** What counts from a start that is not in the text is taken as relative below this. */
  private static final long LIKELY_RELATIVE = 1 << 24;

  private final Map<FlowKey, Direction> directions = new HashMap<>();

  /** Sets sequence, acknowledgement and SACK numbers of a segment whose endpoints are set. */
  void resolve(DecodedSegment segment, SegmentText text) {
    Direction own = direction(segment);
    Direction peer = own.peer;
    if (!segment.has(TcpFlags.ACK)) {
      withoutAck(segment, text, own);
    } else if (!own.conversation.begun || segment.has(TcpFlags.SYN)) {
      begin(segment, text, own);
    } else {
      own.conversation.decide(text, own);
      segment.seq =
          text.printedSeq < 0 ? own.next() : own.conversation.absolute(text.printedSeq, own);
      segment.ack = own.conversation.absolute(text.printedAck, peer);
    }
    for (int i = 0; i < 2 * segment.sackBlocks; i++) {
      segment.sackEdges[i] = sackEdge(segment.sackEdges[i], peer);
    }
    if (!segment.has(TcpFlags.RST)) {
      own.sent(segment.seq + segment.payloadLength + syn(segment) + fin(segment));
    }
    if (segment.has(TcpFlags.ACK)) {
      peer.sent(segment.ack);
    }
  }

  /** Printed as in the header, which is of no use where the others count from elsewhere. */
  private static void withoutAck(DecodedSegment segment, SegmentText text, Direction own) {
    boolean elsewhere =
        !segment.has(TcpFlags.SYN) && own.isExcerpt && own.isFar((int) text.printedSeq);
    segment.seq = text.printedSeq < 0 || elsewhere ? own.next() : (int) text.printedSeq;
    segment.ack = 0;
    if (segment.has(TcpFlags.SYN) && !(own.started && own.base == segment.seq)) {
      own.restart();
      own.base = segment.seq;
    }
  }

  private static void begin(DecodedSegment segment, SegmentText text, Direction own) {
    boolean synIsKnown = own.started && !segment.has(TcpFlags.SYN);
    boolean relativeSeq = synIsKnown && own.isRelative(text.printedSeq, text.printedAck);
    segment.seq = text.printedSeq < 0 ? own.next() : (int) text.printedSeq;
    if (relativeSeq && text.printedSeq >= 0) {
      segment.seq += own.base;
    }
    segment.ack = (int) text.printedAck;
    if (own.peer.isNextRelative(segment.ack)) {
      segment.ack += own.peer.base;
    }
    own.conversation.begun = true;
    if (segment.has(TcpFlags.SYN)) {
      own.restart();
    }
    if (!relativeSeq) {
      own.base = segment.seq;
    }
    own.isExcerpt = !segment.has(TcpFlags.SYN) && !synIsKnown && isSmall(text.printedSeq);
    own.peer.isExcerpt = !own.peer.started && isSmall(text.printedAck);
    own.baseIsGuessed = text.printedSeq < 0 && !own.started;
    own.peer.base = segment.ack - 1;
    own.peer.baseIsGuessed = false;
  }

  private static boolean isSmall(long printed) {
    return printed < LIKELY_RELATIVE;
  }

  /** SACK edges are relative from the first segment on, unless all numbers are absolute. */
  private static int sackEdge(int printed, Direction acknowledged) {
    Conversation conversation = acknowledged.conversation;
    boolean relative =
        conversation.relative == null
            ? acknowledged.isNearerRelative(printed)
            : conversation.relative;
    return relative ? acknowledged.base + printed : printed + acknowledged.shift;
  }

  private Direction direction(DecodedSegment segment) {
    FlowKey key = new FlowKey(segment.source(), segment.destination());
    Direction known = directions.get(key);
    if (known != null) {
      return known;
    }
    Conversation conversation = new Conversation();
    Direction own = new Direction(conversation);
    own.peer = new Direction(conversation);
    own.peer.peer = own;
    directions.put(key, own);
    directions.put(key.reversed(), own.peer);
    return own;
  }

  private static int syn(DecodedSegment segment) {
    return segment.has(TcpFlags.SYN) ? 1 : 0;
  }

  private static int fin(DecodedSegment segment) {
    return segment.has(TcpFlags.FIN) ? 1 : 0;
  }

  /** What both directions share: whether tcpdump knows them, and how it prints them. */
  private static final class Conversation {
    boolean begun;
    private Boolean relative;

    /** The nearer reading wins: numbers of one connection do not jump. */
    void decide(SegmentText text, Direction own) {
      if (relative != null) {
        return;
      }
      if (!own.peer.baseIsGuessed) {
        relative = own.peer.isNearerRelative((int) text.printedAck);
      } else if (text.printedSeq >= 0) {
        relative = own.isNearerRelative((int) text.printedSeq);
      } else {
        relative = text.printedAck < LIKELY_RELATIVE;
      }
    }

    int absolute(long printed, Direction direction) {
      if (relative) {
        return direction.base + (int) printed;
      }
      if (direction.baseIsGuessed) {
        direction.shift = direction.base - (int) printed;
        direction.baseIsGuessed = false;
      }
      return (int) printed + direction.shift;
    }
  }

  /** One direction: the number that tcpdump counts from, and the next that is to be sent. */
  private static final class Direction {
    final Conversation conversation;
    Direction peer;
    int base = UNKNOWN_START;
    boolean baseIsGuessed;
    int shift;
    boolean started;

    /** Its first number is not tcpdump's first, which was left out of the text. */
    boolean isExcerpt;

    private int next;

    Direction(Conversation conversation) {
      this.conversation = conversation;
    }

    boolean isNearerRelative(int printed) {
      long asRelative = Math.abs((long) (base + printed - next()));
      return asRelative <= Math.abs((long) (printed - next()));
    }

    /** Of the first number of a flow of which the SYN is there: by itself, or by the other one. */
    boolean isRelative(long printedSeq, long printedAck) {
      return printedSeq < 0 ? isSmall(printedAck) : isNearerRelative((int) printedSeq);
    }

    /** Whether the number is relative to the SYN and acknowledges all that was sent so far. */
    boolean isNextRelative(int printed) {
      return started && base + printed == next && printed != next;
    }

    boolean isFar(int number) {
      return Math.abs((long) (number - next())) >= LIKELY_RELATIVE;
    }

    int next() {
      return started ? next : base;
    }

    void restart() {
      started = false;
      shift = 0;
    }

    void sent(int end) {
      if (!started || end - next > 0) {
        next = end;
        started = true;
      }
    }
  }
}
