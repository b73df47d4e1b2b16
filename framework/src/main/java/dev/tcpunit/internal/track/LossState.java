package dev.tcpunit.internal.track;

import dev.tcpunit.trace.RetransmissionCause;

/** What the peer has told of losses in a flow, and how the sender repairs them. */
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
  public long shortestRoundTripNanos = Long.MAX_VALUE;

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

  /** The timer ran out, perhaps once more: what was sent up to here is taken for lost. */
  public void onTimeout(long sentTo, long nanos) {
    timeoutPoint = sentTo;
    timedOutNanos = nanos;
    recoveryPoint = FlowState.NONE;
  }

  /** Something was sent again, by fast recovery or after a time-out perhaps. */
  public void onResend(long nanos) {
    resentNanos = nanos;
    resendsNeeded = isRepairing() ? resendsNeeded + 1 : 0;
  }

  private boolean isRepairing() {
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

  /** Whether the peer has said that something is missing. */
  public boolean isAnythingReported() {
    return duplicateAcks > 0 || sacked.size() > 0;
  }

  public long highestSacked() {
    return sacked.size() == 0 ? FlowState.NONE : sacked.to(sacked.size() - 1);
  }
}
