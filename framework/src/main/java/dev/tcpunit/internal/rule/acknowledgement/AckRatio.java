package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.Acknowledgements;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** One side sends an ACK of new data for so many full segments on average. */
public record AckRatio(double least, double most) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasAckRatioBetween";
  }

  @Override
  public String source() {
    return ShouldAcknowledge.RATIO_SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldAcknowledge message = ShouldAcknowledge.withRatio(flow, least, most);
    Optional<String> doubt = OwnAcks.doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.message(), doubt.get());
    }
    Acknowledgements acks = OwnAcks.of(flow);
    OptionalDouble ratio = acks.fullSegmentsPerAck();
    if (ratio.isEmpty()) {
      return judgement.cannotTell(message.message(), "no ACK of new data was captured");
    }
    Finding found =
        message.measured(
            String.format(
                Locale.ROOT,
                "it sent one for every %.2f, %s of new data",
                ratio.getAsDouble(),
                Wording.count(acks.steps().size(), "ACK")));
    return least <= ratio.getAsDouble() && ratio.getAsDouble() <= most
        ? judgement.holds(found)
        : judgement.violatedByAbsence(found, Optional.empty());
  }
}
