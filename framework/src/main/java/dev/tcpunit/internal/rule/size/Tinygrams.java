package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A small segment is not sent while an earlier small one waits for its acknowledgement. That is
 * Nagle's rule as stacks apply it: a small segment may follow full ones.
 *
 * @param limit the share of tinygrams among the data segments must stay below it; empty where no
 *     tinygram is allowed
 */
public record Tinygrams(Optional<Double> limit) implements Rule<Flow> {
  private static final double PERCENT = 100;

  public static final Tinygrams NONE = new Tinygrams(Optional.empty());

  public static Tinygrams below(double limit) {
    if (!(limit > 0 && limit <= 1)) {
      throw new IllegalArgumentException("a share lies above 0 and up to 1, but is " + limit);
    }
    return new Tinygrams(Optional.of(limit));
  }

  @Override
  public String name() {
    return limit.isPresent() ? "hasTinygramRateBelow" : "hasNoTinygrams";
  }

  @Override
  public String source() {
    return "RFC 896";
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    long data = flow.count(FlowCount.DATA_SEGMENTS);
    int measure = SegmentMeasure.of(flow);
    Optional<String> doubt = SegmentMeasure.doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(found(flow, List.of(), measure), doubt.get());
    }
    List<Segment> tinygrams = tinygrams(flow, measure);
    Finding found = found(flow, tinygrams, measure);
    boolean few = limit.isPresent() ? tinygrams.size() < limit.get() * data : tinygrams.isEmpty();
    return few ? judgement.holds(found) : judgement.violatedByPresence(found);
  }

  private static List<Segment> tinygrams(Flow flow, int measure) {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    int full = dynamics.maxSegmentPayload().orElse(Integer.MAX_VALUE);
    List<Segment> tinygrams = new ArrayList<>();
    long smallEnd = 0;
    long acknowledged = 0;
    long window = 0;
    for (Segment segment : flow.connection().segments()) {
      if (segment.from() == flow.sender()) {
        if (isNewData(segment) && isSmall(segment.length(), full, window / 2, measure)) {
          if (smallEnd > acknowledged) {
            tinygrams.add(segment);
          }
          smallEnd = segment.end();
        }
      } else if (segment.has(TcpFlags.ACK)) {
        acknowledged = Math.max(acknowledged, segment.ack());
        window = Math.max(window, dynamics.receiveWindow().bytes(segment).orElse(0));
      }
    }
    return tinygrams;
  }

  /**
   * A captured frame may hold several full segments and a small one at its end. Where a full
   * segment is larger than half the largest window, half that window is enough (RFC 9293 section
   * 3.8.6.2.1).
   */
  private static boolean isSmall(int length, int full, long halfWindow, int measure) {
    return halfWindow > 0 && halfWindow < full
        ? length < Math.min(halfWindow, measure)
        : length % full != 0 && length % full < measure;
  }

  private static boolean isNewData(Segment segment) {
    return segment.length() > 0 && segment.kind() == SegmentKind.NEW;
  }

  private Finding found(Flow flow, List<Segment> tinygrams, int measure) {
    Finding finding =
        Finding.expecting(flow, Judged.SENDER, expectation())
            .but(
                "%d of %s %s small, less than %s, while a small one before was not acknowledged"
                    .formatted(
                        tinygrams.size(),
                        Wording.count(flow.count(FlowCount.DATA_SEGMENTS), "data segment"),
                        tinygrams.size() == 1 ? "was" : "were",
                        Wording.count(measure, "byte")))
            .rule(source(), "a small segment waits until what was sent before is acknowledged");
    return tinygrams.isEmpty()
        ? finding
        : finding
            .offenders(flow.connection(), tinygrams)
            .fact("evidence", evidence(tinygrams))
            .cause("many small writes, and Nagle's algorithm off", Certainty.LIKELY)
            .lookFor(Remedy.BUFFER_WRITES);
  }

  private String expectation() {
    return limit.isPresent()
        ? String.format(
            Locale.ROOT, "have less than %.2f %% tinygrams among its data", PERCENT * limit.get())
        : "have no tinygrams";
  }

  private static String evidence(List<Segment> tinygrams) {
    long bytes = tinygrams.stream().mapToLong(Segment::length).sum();
    return "they carry %s, %d each on average"
        .formatted(Wording.count(bytes, "byte"), bytes / tinygrams.size());
  }
}
