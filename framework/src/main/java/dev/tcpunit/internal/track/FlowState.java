package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.SeqNumber;

/**
 * One direction of a connection while packets arrive. What few flows need is in objects made when
 * it happens.
 *
 * <p>All read these fields, but each is written by one class, which is named at it. Beside that
 * class only HeaderPrediction writes, in place of all of them where a segment is what most are; and
 * what corrects an earlier judgement, such as LaterProof, writes what that judgement has written.
 */
public final class FlowState {
  /** An offset that is not known. */
  public static final long NONE = Long.MIN_VALUE;

  /** A SYN or SYN-ACK of this side was captured; offset 0 is its sequence number. */
  public static final int SYN_SEEN = 1;

  /** The peer acknowledged exactly this side's SYN. */
  public static final int SYN_ACKED = 1 << 1;

  /** A SYN or SYN-ACK of this side was captured more than once. */
  public static final int SYN_REPEATED = 1 << 2;

  public static final int FIN_SEEN = 1 << 3;
  public static final int RST_SEEN = 1 << 4;
  public static final int SACK_PERMITTED = 1 << 5;
  public static final int TIMESTAMPS = 1 << 6;
  public static final int FAST_OPEN = 1 << 7;

  /** Offset 0 has a sequence number, captured or inferred. */
  public static final int ANCHORED = 1 << 8;

  /** A segment of this side was captured: the window field counts. */
  public static final int WINDOW_KNOWN = 1 << 9;

  /** The latest segment of this side was a keep-alive. */
  public static final int KEEP_ALIVE_PENDING = 1 << 10;

  /** Different segments had the same IP identification: equal ones prove nothing. */
  public static final int IP_ID_CONSTANT = 1 << 12;

  /** The SYN carried data (RFC 7413). */
  public static final int DATA_IN_SYN = 1 << 13;

  public static final int PLAIN_SYN_SENT = 1 << 14;
  public static final int SYN_ACK_SENT = 1 << 15;

  /** A segment without data has followed on bytes that were not captured before it. */
  public static final int DATA_ANNOUNCED = 1 << 16;

  /** The sender's checksums are not what is on the wire: wrong ones were acknowledged. */
  public static final int CHECKSUMS_UNFINISHED = 1 << 17;

  /** This side has no socket any more: it took a RST, or aborted the connection. */
  public static final int SOCKET_GONE = 1 << 18;

  /** This side has sent its FIN again after both sides had closed: the last ACK was lost. */
  public static final int FIN_AFTER_CLOSE = 1 << 19;

  /** The capture writes this side's frames shorter than they were, and says nothing of it. */
  public static final int CUT_BY_CAPTURE = 1 << 20;

  /** The capture cut the options of this side's SYN off: what it offers is not known. */
  public static final int OFFERS_CUT = 1 << 21;

  /** The SYN offers Multipath TCP. */
  public static final int MULTIPATH = 1 << 22;

  /**
   * The highest seven bits of the flags count: a field of its own would cost eight bytes a flow.
   */
  private static final int IP_ID_ODD_SHIFT = 25;

  /** The bits above; each is set by the class that finds out what it says. */
  public int flags;

  /** The sequence number of offset 0; written by {@link #anchor}. */
  public int base;

  /** The MSS option's value, or 0; written by {@link #offers}. */
  public char mss;

  /** The window scale option's shift count, or -1; written by {@link #offers}. */
  public byte windowScale = -1;

  /** Counts the segments, read as unsigned; written by RecordingStep, as the next four. */
  public int segments;

  public int dataSegments;
  public int offloadedChecksums;
  public long payloadBytes;

  /** The latest segment in the {@link SendHistory}. */
  public long latest = SendHistory.NONE;

  /** The offset after the highest payload byte; written by ByteStreamStep. */
  public long end = 1;

  /** The peer's highest cumulative acknowledgement of this flow; written by AckStep. */
  public long acknowledgedTo = NONE;

  /** The FIN's sequence number, if one was seen; written by FinStep. */
  public int finNumber;

  /**
   * The highest offset that the peer has allowed, or NONE; written by WindowStep, as the next two.
   */
  public long windowEdge = NONE;

  /** How far the peer's latest window edge lies below the highest one. */
  public int windowTakenBack;

  /** The latest window that this side announced, in bytes where its scale is known. */
  public int window;

  /**
   * The lower half of the timestamp of the latest segment not refused; written by AcceptanceStep.
   */
  public char latestTick;

  /** The IP identification of the latest segment, or 0; written by IpIds, as the next four. */
  public char previousIpId;

  /** The IP identification of the latest segment in sequence. */
  public char lastIpId;

  /** How many segments there were when that was captured, as far as 8 bits tell. */
  public byte segmentsAtLastIpId;

  /** How often the IP identification counted this flow's segments, up to a bound. */
  public byte ipIdSteps;

  /** How often it counted more than these, up to a bound. */
  public byte ipIdJumps;

  /** Null until something of it happens. */
  private RareFacts rare;

  /** Null where no payload is digested; written by RecordingStep. */
  public FlowPayload payload;

  public boolean is(int flag) {
    return (flags & flag) != 0;
  }

  public void set(int flag) {
    flags |= flag;
  }

  public void clear(int flag) {
    flags &= ~flag;
  }

  /** How often of late the IP identification moved as no counter does, up to 127. */
  public int ipIdOdd() {
    return flags >>> IP_ID_ODD_SHIFT;
  }

  public void ipIdOdd(int odd) {
    flags = flags & (1 << IP_ID_ODD_SHIFT) - 1 | odd << IP_ID_ODD_SHIFT;
  }

  /** Fixes which sequence number is at offset 0. */
  public void anchor(int sequenceNumber) {
    base = sequenceNumber;
    set(ANCHORED);
  }

  /** The offset of a sequence number, the one that is nearest to the highest known. */
  public long offset(int sequenceNumber) {
    long near = next();
    return near + SeqNumber.distance(base + (int) near, sequenceNumber);
  }

  /** The offset after the highest that was captured, the FIN included. */
  public long next() {
    // Without a branch: the first FIN would take it late, and make the JIT discard what it
    // compiled.
    long beyondEnd = (finOffset() + 1 - end) * ((flags & FIN_SEEN) / FIN_SEEN);
    return end + Math.max(0, beyondEnd);
  }

  /** The FIN's own offset; only if one was seen. */
  public long finOffset() {
    return end + SeqNumber.distance(base + (int) end, finNumber);
  }

  /** The first offset that belongs to the data. */
  public long first() {
    return rare == null ? 1 : 1L - rare.bytesBeforeFirst;
  }

  public long missingBytes() {
    return gaps() == null ? 0 : gaps().total();
  }

  /** Distinct payload bytes that were captured. */
  public long bytes() {
    return end - first() - missingBytes();
  }

  public boolean isFinAcknowledged() {
    return is(FIN_SEEN) && acknowledgedTo > finOffset();
  }

  /** What the receiver expects next: RCV.NXT, as far as the capture shows what reached it. */
  public long expected() {
    GapList gaps = gaps();
    long next = gaps != null && gaps.size() > 0 ? Math.min(gaps.from(0), next()) : next();
    return rare == null || rare.damage == null ? next : rare.damage.firstBelow(next);
  }

  public boolean hasOutstanding() {
    return acknowledgedTo == NONE || next() > acknowledgedTo;
  }

  /** What few flows have, made when it is first asked for. */
  public RareFacts rare() {
    if (rare == null) {
      rare = new RareFacts();
    }
    return rare;
  }

  /** Null unless something of it has happened. */
  public RareFacts rareOrNull() {
    return rare;
  }

  /** Null until a gap opens. */
  public GapList gaps() {
    return rare == null ? null : rare.gaps;
  }

  /** Null until a duplicate ACK, a SACK block or a retransmission. */
  public LossState loss() {
    return rare == null ? null : rare.loss;
  }

  public LossState lossOrNew(long nanos) {
    RareFacts facts = rare();
    if (facts.loss == null) {
      facts.loss = new LossState(nanos);
    }
    return facts.loss;
  }

  /** Takes what the SYN offers, as far as it was captured. */
  public void offers(DecodedSegment segment) {
    flags |= segment.optionsCut ? OFFERS_CUT : 0;
    mss = (char) Math.max(0, segment.mss);
    windowScale = (byte) segment.windowScale;
    flags |= segment.sackPermitted ? SACK_PERMITTED : 0;
    flags |= segment.hasTimestamps ? TIMESTAMPS : 0;
    flags |= segment.fastOpenCookieLength != DecodedSegment.ABSENT ? FAST_OPEN : 0;
    flags |= segment.multipath ? MULTIPATH : 0;
  }
}
