package dev.tcpunit.report;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** A run of segments that are told of in one sentence. */
final class StoryStep {
  final Topic topic;
  final Role actor;
  final RetransmissionCause cause;

  /** Why its first segment was not accepted; null if it was. */
  final AcceptanceReason refusal;

  final long firstFrame;
  final long startNanos;

  /** How long nothing was seen before it; 0 where the step follows at once. */
  final long silenceNanos;

  long lastFrame;
  long endNanos;
  int segments;
  long bytes;
  long endOffset;
  int duplicateAcks;
  boolean afterGap;
  boolean acknowledgesUnseen;
  boolean fillsWindow;
  boolean spurious;
  boolean synFromClient;
  boolean synFromServer;
  boolean confirmed;
  boolean synAgain;

  /** Up to where the peer had acknowledged the actor's bytes when the step ended. */
  long acknowledgedTo;

  /** The frame in which the first of the bytes were first sent; 0 if it was not captured. */
  long firstSentIn;

  /** How long the window had been closed. */
  long closedNanos;

  StoryStep(Topic topic, Segment first, long silenceNanos) {
    this.topic = topic;
    actor = first.from();
    cause = first.cause().orElse(null);
    refusal = first.acceptanceReason().orElse(null);
    firstFrame = first.frame();
    startNanos = first.timeNanos();
    this.silenceNanos = silenceNanos;
  }

  /** Whether a segment goes on with what this step is about. */
  boolean continuesWith(Topic next, Segment segment) {
    switch (next) {
      case ACK:
        return true;
      case OPENING:
        return topic == Topic.OPENING;
      case DUPLICATE_ACKS:
        return topic == next ? actor == segment.from() : sendsData() && actor != segment.from();
      default:
        return topic == next
            && actor == segment.from()
            && cause == segment.cause().orElse(null)
            && (next != Topic.RESET || refusal == segment.acceptanceReason().orElse(null))
            && segment.kind() != SegmentKind.NEW_AFTER_GAP;
    }
  }

  private boolean sendsData() {
    return topic == Topic.DATA || topic == Topic.RESEND;
  }

  void add(Topic next, Segment segment) {
    lastFrame = segment.frame();
    endNanos = segment.timeNanos();
    acknowledgesUnseen |= segment.has(SegmentFinding.ACK_OF_UNSEEN_BYTES);
    if (next == Topic.ACK) {
      confirmed |= topic == Topic.OPENING && synFromServer && segment.from() == Role.CLIENT;
    } else if (next == Topic.DUPLICATE_ACKS) {
      duplicateAcks++;
      endOffset = topic == next ? segment.ack() : endOffset;
    } else {
      count(segment);
    }
  }

  private void count(Segment segment) {
    segments++;
    bytes += segment.length();
    endOffset = Math.max(endOffset, segment.seq() + segment.length());
    afterGap |= segment.kind() == SegmentKind.NEW_AFTER_GAP;
    fillsWindow |= segment.has(SegmentFinding.WINDOW_FULL);
    spurious |= segment.has(SegmentFinding.SPURIOUS);
    if (segment.has(TcpFlags.SYN)) {
      synFromClient |= segment.from() == Role.CLIENT;
      synFromServer |= segment.from() == Role.SERVER;
      synAgain |= segment.cause().isPresent();
    }
  }
}
