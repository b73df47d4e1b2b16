package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.AckDelay;
import dev.tcpunit.dynamics.Acknowledgements;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One side acknowledges each segment that arrives in sequence within the limit. */
public final class AcknowledgesWithin extends FlowRule implements TimedRule {
  private final Duration limit;

  public AcknowledgesWithin(Duration limit) {
    super(
        "acknowledgesWithin",
        "acknowledge data within " + Wording.time(limit.toNanos()),
        "RFC 9293 s3.8.6.3, MUST-40",
        "an ACK may be held back, but for less than 500 ms",
        Judged.SENDER);
    if (limit.isNegative()) {
      throw new IllegalArgumentException("a delay of " + limit + " is negative");
    }
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = OwnAcks.doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    Acknowledgements acks = OwnAcks.of(flow);
    Optional<AckDelay> slowest =
        acks.delays().stream().max(Comparator.comparingLong(AckDelay::nanos));
    if (slowest.filter(delay -> delay.nanos() > limit.toNanos()).isPresent()) {
      Finding found = late(flow, slowest.get());
      return acks.isBesideReceiver()
          ? judgement.violatedByPresence(found)
          : judgement.cannotTell(
              found,
              "the capture does not stand beside the %s, and the way there and back is in it"
                  .formatted(Wording.side(flow.sender())));
    }
    return acks.unacknowledged().isEmpty()
        ? judgement.holds(expecting(flow).but(longest(acks)))
        : pending(flow, acks);
  }

  private Verdict pending(Flow flow, Acknowledgements acks) {
    Segment oldest = acks.unacknowledged().get(0);
    long waited = flow.connection().trace().endNanos() - oldest.timeNanos();
    Finding found =
        found(
            flow,
            "%s never acknowledged"
                .formatted(
                    Wording.count(acks.unacknowledged().size(), "segment")
                        + (acks.unacknowledged().size() == 1 ? " was" : " were")),
            List.of(oldest),
            s -> "not acknowledged in " + Wording.time(waited));
    return judgement.violatedByAbsence(
        found,
        waited <= limit.toNanos()
            ? Optional.of("the capture ended " + Wording.time(waited) + " after the segment")
            : Optional.empty());
  }

  private Finding late(Flow flow, AckDelay slowest) {
    return found(
        flow,
        "an ACK took " + Wording.time(slowest.nanos()),
        List.of(slowest.data(), slowest.acknowledgement()),
        s -> s.equals(slowest.data()) ? "came" : "acknowledges it");
  }

  private static String longest(Acknowledgements acks) {
    return acks.maxDelayNanos().isPresent()
        ? "the slowest ACK took " + Wording.time(acks.maxDelayNanos().getAsLong())
        : "no segment waited for an ACK";
  }

  private Finding found(
      Flow flow, String what, List<Segment> segments, Function<Segment, String> note) {
    return expecting(flow).but(what).timedOffenders(flow.connection(), segments, note);
  }
}
