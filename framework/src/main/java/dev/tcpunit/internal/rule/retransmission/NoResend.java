package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Repeat;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** No segment of a flow was sent again for the given reason. */
final class NoResend extends FlowRule implements TimedRule {
  private final Reason reason;

  NoResend(Reason reason) {
    super(reason.assertion, reason.expectation, reason.source, reason.rule, Judged.SENDER);
    this.reason = reason;
  }

  /** A duplicate is reported by its receiver; what made the sender send is told by when it did. */
  @Override
  public boolean isTimed() {
    return reason != Reason.SPURIOUS;
  }

  @Override
  public Verdict judge(Flow flow) {
    if (!flow.connection().keepsSegments()) {
      return judgement.cannotTell(none(flow, flow.retransmissions()), Doubt.of(flow).orElseThrow());
    }
    List<Repeat> repeats =
        Repeats.of(List.of(flow)).stream()
            .filter(repeat -> isForbidden(flow, repeat.again()))
            .toList();
    if (!repeats.isEmpty()) {
      return judgement.violatedByPresence(found(flow, repeats));
    }
    List<Segment> resends = SentSegments.of(flow, SegmentKind.RETRANSMISSION);
    List<Segment> open = resends.stream().filter(resend -> isOpen(flow, resend)).toList();
    return open.isEmpty()
        ? judgement.holds(none(flow, resends.size()), Doubt.ofResends(flow))
        : judgement.cannotTell(undecided(flow, open), whyOpen(flow));
  }

  private boolean isForbidden(Flow flow, Segment resend) {
    return reason.forbidden.test(resend)
        || reason == Reason.SPURIOUS && wasAcknowledgedThere(flow, resend);
  }

  /**
   * Whether a capture of both ends shows that the receiver had acknowledged the bytes, though that
   * ACK or the copy of which it would have reported never arrived.
   */
  private static boolean wasAcknowledgedThere(Flow flow, Segment resend) {
    Role receiver = flow.sender().peer();
    return resend.length() > 0
        && flow.connection().isSeenAtBothEnds()
        && flow.connection().whole().segments().stream()
            .filter(s -> s.from() == receiver && s.has(TcpFlags.ACK))
            .anyMatch(s -> s.timeNanos() < resend.timeNanos() && s.ack() >= resend.end());
  }

  /** Whether the packets leave open if the rule forbids this resend. */
  private boolean isOpen(Flow flow, Segment resend) {
    RetransmissionCause cause = resend.cause().orElse(RetransmissionCause.UNKNOWN);
    return switch (reason) {
      case TIMEOUT, TAIL_LOSS_PROBE ->
          cause == RetransmissionCause.UNKNOWN || cause == RetransmissionCause.FIN;
      case FAST -> cause == RetransmissionCause.UNKNOWN;
      case SPURIOUS ->
          !flow.connection().usesSack()
              || !isAcknowledged(flow, resend)
              || cutReports(flow).isPresent();
    };
  }

  private String whyOpen(Flow flow) {
    if (reason != Reason.SPURIOUS) {
      return "the packets do not say why these were sent again";
    }
    Connection connection = flow.connection();
    return connection.usesSack()
        ? cutReports(flow)
            .orElse(
                "the receiver has not acknowledged these, and may yet report them as duplicates")
        : Doubt.cutOffers(connection)
            .orElse("SACK was not negotiated, and so the receiver cannot report what came twice");
  }

  private static Optional<String> cutReports(Flow flow) {
    return Doubt.cutOptions(flow.connection().flow(flow.sender().peer()));
  }

  private static boolean isAcknowledged(Flow flow, Segment resend) {
    OptionalLong to = flow.acknowledgedTo();
    return to.isPresent() && to.getAsLong() >= resend.end();
  }

  private Finding found(Flow flow, List<Repeat> repeats) {
    List<Segment> again = Repeats.again(repeats);
    Finding found =
        expecting(flow)
            .but(
                "%d of %s %s %s"
                    .formatted(
                        again.size(),
                        Wording.count(flow.segments(), "segment"),
                        again.size() == 1 ? "was" : "were",
                        reason.description));
    if (reason == Reason.TIMEOUT) {
      found.timedOffenders(flow.connection(), again, Repeats.noted(repeats));
    } else {
      found.offenders(flow.connection(), again, Repeats.noted(repeats));
    }
    return found
        .fact("evidence", Repeats.evidence(repeats.get(0)))
        .cause(reason.cause, reason.confidence);
  }

  private Finding undecided(Flow flow, List<Segment> open) {
    return expecting(flow)
        .but(Wording.count(open.size(), "segment") + " may have been")
        .offenders(flow.connection(), open);
  }

  private Finding none(Flow flow, long resends) {
    String again =
        resends == 0 ? "none sent twice" : resends + " sent again, none of them for that reason";
    return expecting(flow).but(Wording.count(flow.segments(), "segment") + ", " + again);
  }

  /** Why a segment is sent again, with the assertion that forbids it. */
  enum Reason {
    TIMEOUT(
        "hasNoTimeoutRetransmissions",
        "have no retransmission by time-out",
        "RFC 6298 s5.4",
        "when the timer runs out, the earliest segment that is not acknowledged is sent again",
        s -> is(s, RetransmissionCause.TIMEOUT) || is(s, RetransmissionCause.SYN),
        "sent again because the retransmission timer ran out",
        "what was sent or its ACK was lost, and too little came after it to show the gap",
        Certainty.LIKELY),
    FAST(
        "hasNoFastRetransmissions",
        "have no fast retransmission",
        "RFC 5681 s3.2",
        "three duplicate ACKs, or SACK (RFC 6675, RFC 8985), have a segment sent again at once",
        s -> is(s, RetransmissionCause.FAST),
        "sent again because the receiver reported a gap",
        "the segment was lost on its way",
        Certainty.LIKELY),
    TAIL_LOSS_PROBE(
        "hasNoTailLossProbes",
        "have no tail loss probe",
        "RFC 8985 s7",
        "where no ACK of the last segments comes in time, the last one is sent again",
        s -> is(s, RetransmissionCause.TAIL_LOSS_PROBE),
        "sent again to probe for the loss of the tail",
        "the last segment or its ACK was lost, or the ACK came late",
        Certainty.POSSIBLE),
    SPURIOUS(
        "hasNoSpuriousRetransmissions",
        "have no spurious retransmission",
        "RFC 2883 s4",
        "a receiver reports by DSACK what it received twice: it need not have been sent again",
        s -> s.has(SegmentFinding.SPURIOUS),
        "sent again though the bytes had arrived",
        "an ACK was lost or late, or segments overtook each other",
        Certainty.LIKELY);

    private final String assertion;
    private final String expectation;
    private final String source;
    private final String rule;
    private final Predicate<Segment> forbidden;
    private final String description;
    private final String cause;
    private final Certainty confidence;

    Reason(
        String assertion,
        String expectation,
        String source,
        String rule,
        Predicate<Segment> forbidden,
        String description,
        String cause,
        Certainty confidence) {
      this.assertion = assertion;
      this.expectation = expectation;
      this.source = source;
      this.rule = rule;
      this.forbidden = forbidden;
      this.description = description;
      this.cause = cause;
      this.confidence = confidence;
    }

    private static boolean is(Segment resend, RetransmissionCause cause) {
      return resend.cause().filter(c -> c == cause).isPresent();
    }
  }
}
