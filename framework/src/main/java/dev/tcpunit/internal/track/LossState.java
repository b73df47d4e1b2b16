package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.trace.RetransmissionCause;

/** What the peer has reported of losses in a flow, and how the sender repairs them. */
public final class LossState {
  /** The ranges above the cumulative acknowledgement that the peer reports (RFC 2018). */
  public final RangeSet sacked = new RangeSet();

  /** Fast recovery lasts until this is acknowledged (RFC 6675 section 5). */
  public long recoveryPoint = FlowState.NONE;

  /** Recovery after a time-out lasts until this is acknowledged (RFC 6298, RFC 5681 s3.1). */
  public long timeoutPoint = FlowState.NONE;

  /** When the timer last ran out. */
  public long timedOutNanos = FlowState.NONE;

  /** Resends since the loss was first repaired that nothing has shown to be needless. */
  private int resendsNeeded;

  /** Resends since the timer last ran out, its own with them. */
  private int resendsSinceTimeout;

  /** Whether nothing was being repaired when the timer first ran out. */
  private boolean isTimeoutFirst;

  /** The timestamp of what the timer sent first. */
  private int timeoutStamp;

  private boolean isTimeoutStamped;

  /** Whether something else that was sent before the time-out arrived only now (RFC 5682). */
  private boolean isTimeoutDoubted;

  /** Duplicate ACKs in a row. */
  public int duplicateAcks;

  /** What was acknowledged when a tail loss probe was sent. */
  public long probedAt = FlowState.NONE;

  /** Which timer this sender sets first, once that was seen; null until then. */
  public RetransmissionCause firstTimer;

  /** A resend of the only outstanding segment, by one timer or the other. */
  public long loneTail = SendHistory.NONE;

  /** How long all was silent before that. */
  public long loneTailSilence;

  /** When the cumulative acknowledgement last moved, as far as it was noted. */
  public long advancedNanos;

  /** When this flow last carried bytes again. */
  public long resentNanos = FlowState.NONE;

  /** The shortest time in which this flow was seen to repair a hole. */
  public long shortestRepairNanos = Long.MAX_VALUE;

  /** Makes the state at the first sign of a loss, which is hardly later than the last progress. */
  public LossState(long nanos) {
    advancedNanos = nanos;
  }

  /** The cumulative acknowledgement moved: recoveries that it covers are over. */
  public void onAdvance(long acknowledgedTo, long nanos) {
    advancedNanos = nanos;
    duplicateAcks = 0;
    if (acknowledgedTo >= recoveryPoint) {
      recoveryPoint = FlowState.NONE;
    }
    if (acknowledgedTo >= timeoutPoint) {
      timeoutPoint = FlowState.NONE;
    }
    if (!isRepairing()) {
      resendsNeeded = 0;
    }
  }

  /**
   * The timer ran out, perhaps once more: what was sent up to here is taken for lost.
   *
   * @param resend what the timer sent
   */
  public void onTimeout(long sentTo, DecodedSegment resend) {
    if (timeoutPoint == FlowState.NONE) {
      // A recovery before it had resends of its own, whose timestamps count.
      isTimeoutFirst = recoveryPoint == FlowState.NONE;
      isTimeoutStamped = resend.hasTimestamps;
      timeoutStamp = resend.tsVal;
      isTimeoutDoubted = false;
    }
    timeoutPoint = sentTo;
    timedOutNanos = resend.timeNanos;
    recoveryPoint = FlowState.NONE;
    resendsSinceTimeout = 0;
  }

  /** Bytes were sent again, by whatever cause. */
  public void onResend(long nanos) {
    resentNanos = nanos;
    resendsNeeded = isRepairing() ? resendsNeeded + 1 : 0;
    resendsSinceTimeout++;
  }

  /** Whether a recovery goes on. */
  public boolean isRepairing() {
    return recoveryPoint != FlowState.NONE || timeoutPoint != FlowState.NONE;
  }

  /**
   * A resend was needless. If each was, those before the time-out too, so was the recovery after
   * it, and its sender ends it (RFC 3708, RFC 4015).
   */
  public void onNeedlessResend() {
    resendsNeeded = Math.max(0, resendsNeeded - 1);
    if (resendsNeeded == 0) {
      timeoutPoint = FlowState.NONE;
    }
  }

  /**
   * The peer reports bytes for the first time. If they were sent before the time-out, and nothing
   * but its first resend after it, the time-out may have been needless; its sender ends the
   * recovery then, if it looks for that (RFC 5682 section 3.1).
   */
  public void onSack(long from, long to) {
    isTimeoutDoubted |=
        to <= timeoutPoint
            && isTimeoutFirst
            && resendsSinceTimeout <= 1
            && !sacked.contains(from, to);
    sacked.add(from, to);
  }

  /** Whether the recovery from a time-out goes on for all that is known. */
  public boolean isRecoveringFromTimeout() {
    return timeoutPoint != FlowState.NONE && !isTimeoutDoubted;
  }

  /**
   * An acknowledgement of more bytes echoes a timestamp older than the resend's: what was sent
   * first had arrived. So the time-out was needless, and its sender ends the recovery (RFC 3522,
   * RFC 4015).
   */
  public void onEcho(DecodedSegment ack) {
    boolean older =
        timeoutPoint != FlowState.NONE
            && isTimeoutFirst
            && isTimeoutStamped
            && ack.hasTimestamps
            && ack.tsEcr != 0
            && SeqNumber.distance(ack.tsEcr, timeoutStamp) > 0;
    if (older) {
      timeoutPoint = FlowState.NONE;
      resendsNeeded = 0;
    }
  }

  /** Whether the peer has said that something is missing. */
  public boolean isAnythingReported() {
    return duplicateAcks > 0 || sacked.size() > 0;
  }

  public long highestSacked() {
    return sacked.size() == 0 ? FlowState.NONE : sacked.to(sacked.size() - 1);
  }
}
