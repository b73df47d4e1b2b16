package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.Acknowledgements;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The number of full segments for which one side sends one ACK of new data, on average, is in the
 * range.
 */
public final class AckRatio extends FlowRule {
  private final double least;
  private final double most;

  public AckRatio(double least, double most) {
    super(
        "hasAckRatioBetween",
        String.format(Locale.ROOT, "send an ACK for every %.2f to %.2f full segments", least, most),
        "RFC 5681 s4.2",
        "an ACK should come for at least every second segment of full size",
        Judged.SENDER);
    if (!(least <= most)) {
      throw new IllegalArgumentException("nothing lies between " + least + " and " + most);
    }
    this.least = least;
    this.most = most;
  }

  @Override
  public Verdict judge(Flow flow) {
    // How large a full segment is the SYN says.
    Optional<String> doubt = OwnAcks.doubt(flow).or(() -> Doubt.cutOffers(flow.connection()));
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    Acknowledgements acks = OwnAcks.of(flow);
    OptionalDouble ratio = acks.fullSegmentsPerAck();
    if (ratio.isEmpty()) {
      return judgement.cannotTell(expecting(flow), "no ACK of new data was captured");
    }
    Finding found =
        expecting(flow)
            .but(
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
