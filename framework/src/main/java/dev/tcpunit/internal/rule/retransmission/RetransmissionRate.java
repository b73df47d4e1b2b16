package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Repeat;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The share of sent payload bytes that had been sent before is below the limit. */
public final class RetransmissionRate extends FlowRule {
  private final double limit;

  public RetransmissionRate(double limit) {
    super(
        "hasRetransmissionRateBelow",
        "send again less than " + percent(limit) + " of its payload",
        "RFC 9293 s3.8.1",
        "a segment is sent again where its ACK does not come in time",
        Judged.SENDER);
    if (!(limit > 0 && limit <= 1)) {
      throw new IllegalArgumentException("a part is more than 0 and at most 1: " + limit);
    }
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow flow) {
    long all = flow.count(FlowCount.PAYLOAD_BYTES);
    List<Repeat> repeats = Repeats.ofData(flow);
    long again = Repeats.bytes(repeats);
    Finding found = Repeats.shown(found(flow, again, all), flow, repeats);
    Optional<String> doubt = doubt(flow, again, all);
    if (doubt.isPresent()) {
      return judgement.cannotTell(found, doubt.get());
    }
    return again < limit * all
        ? judgement.holds(found)
        : judgement.violatedByAbsence(found, Optional.empty());
  }

  private Finding found(Flow flow, long again, long all) {
    return expecting(flow)
        .but(
            "%s of %s were sent again, %s%s"
                .formatted(
                    again,
                    Wording.count(all, "payload byte"),
                    all == 0 ? "0 %" : percent((double) again / all),
                    Repeats.undecided(List.of(flow))));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3f %%", part * 100).replaceFirst("\\.?0+ %$", " %");
  }

  /**
   * Segments that may have been sent again matter only if they could make the share exceed the
   * limit.
   */
  private Optional<String> doubt(Flow flow, long again, long all) {
    if (all == 0) {
      return Optional.of("this side sent no data");
    }
    long open =
        SentSegments.of(flow, SegmentKind.UNDECIDED).stream().mapToLong(Segment::length).sum();
    boolean decides = again < limit * all && again + open >= limit * all;
    return decides ? Doubt.ofResends(flow) : Doubt.ofKnownResends(flow);
  }
}
