package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.SimpleRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Nothing of a flow was sent again for one certain reason. */
final class NoResend {
  private final ResendFault fault;
  private final Flow flow;
  private final Judgement judgement;
  private final ShouldHaveNoResend message;

  private NoResend(ResendFault fault, Flow flow) {
    this.fault = fault;
    this.flow = flow;
    judgement = new Judgement(fault.assertion());
    message = new ShouldHaveNoResend(fault, flow);
  }

  static Rule<Flow> of(ResendFault fault) {
    return new SimpleRule<>(
        fault.assertion(), fault.source(), flow -> new NoResend(fault, flow).judge());
  }

  private Verdict judge() {
    if (!flow.connection().keepsSegments()) {
      String doubt = OverTime.doubt(flow).orElseThrow();
      return judgement.cannotTell(message.none(flow.retransmissions()), doubt);
    }
    List<Segment> resends = ResendDoubt.segments(flow, SegmentKind.RETRANSMISSION);
    List<Repeat> repeats =
        RepeatFinder.find(List.of(flow)).stream()
            .filter(repeat -> fault.isIn(repeat.again()))
            .toList();
    if (!repeats.isEmpty()) {
      return judgement.violatedByPresence(message.found(repeats));
    }
    List<Segment> open = resends.stream().filter(this::isOpen).toList();
    if (!open.isEmpty()) {
      return judgement.cannotTell(message.undecided(open), whyOpen());
    }
    Optional<String> doubt = ResendDoubt.of(flow);
    return doubt.isPresent()
        ? judgement.cannotTell(message.none(resends.size()), doubt.get())
        : judgement.holds(message.none(resends.size()));
  }

  /** Whether the packets leave it open if it is what the assertion forbids. */
  private boolean isOpen(Segment resend) {
    RetransmissionCause cause = resend.cause().orElse(RetransmissionCause.UNKNOWN);
    return switch (fault) {
      case TIMEOUT, TAIL_LOSS_PROBE ->
          cause == RetransmissionCause.UNKNOWN || cause == RetransmissionCause.FIN;
      case FAST -> cause == RetransmissionCause.UNKNOWN;
      case SPURIOUS -> !reportsDuplicates() || !isAcknowledged(resend);
    };
  }

  private boolean isAcknowledged(Segment resend) {
    OptionalLong to = flow.acknowledgedTo();
    return to.isPresent() && to.getAsLong() >= resend.end();
  }

  private boolean reportsDuplicates() {
    Connection connection = flow.connection();
    return connection.clientToServer().synOptions().filter(SynOptions::sackPermitted).isPresent()
        && connection.serverToClient().synOptions().filter(SynOptions::sackPermitted).isPresent();
  }

  private String whyOpen() {
    if (fault != ResendFault.SPURIOUS) {
      return "the packets do not say why these were sent again";
    }
    return reportsDuplicates()
        ? "the receiver has not acknowledged these, and may yet report them as duplicates"
        : "SACK was not negotiated, and so the receiver cannot report what came twice";
  }
}
