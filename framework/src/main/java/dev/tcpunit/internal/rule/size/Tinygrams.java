package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A small segment is not sent while an earlier small one waits for its acknowledgement. That is
 * Nagle's rule as stacks apply it: a small segment may follow full ones.
 */
public final class Tinygrams extends FlowRule {
  public static final Tinygrams NONE =
      new Tinygrams("hasNoTinygrams", "have no tinygrams", OptionalDouble.empty());

  private static final double PERCENT = 100;

  /** The share of data segments that tinygrams must stay below; empty where none is allowed. */
  private final OptionalDouble limit;

  private Tinygrams(String assertion, String expectation, OptionalDouble limit) {
    super(
        assertion,
        expectation,
        "RFC 896",
        "a small segment waits until what was sent before is acknowledged",
        Judged.SENDER);
    this.limit = limit;
  }

  public static Tinygrams below(double limit) {
    if (!(limit > 0 && limit <= 1)) {
      throw new IllegalArgumentException("a share lies above 0 and up to 1, but is " + limit);
    }
    String expectation =
        String.format(
            Locale.ROOT, "have less than %.2f %% tinygrams among its data", PERCENT * limit);
    return new Tinygrams("hasTinygramRateBelow", expectation, OptionalDouble.of(limit));
  }

  @Override
  public Verdict judge(Flow flow) {
    long data = flow.count(FlowCount.DATA_SEGMENTS);
    int measure = SegmentMeasure.of(flow);
    Optional<String> doubt = SegmentMeasure.doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(found(flow, List.of(), measure), doubt.get());
    }
    List<Segment> tinygrams = tinygrams(flow, measure);
    Finding found = found(flow, tinygrams, measure);
    boolean few =
        limit.isPresent() ? tinygrams.size() < limit.getAsDouble() * data : tinygrams.isEmpty();
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
        if (isChosen(segment) && isSmall(segment.length(), full, window / 2, measure)) {
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

  /**
   * One that fills the window is as short as that made it, whatever was written. One that carries
   * FIN is the last: it waits for no acknowledgement, Nagle's algorithm on or off.
   */
  private static boolean isChosen(Segment segment) {
    return segment.length() > 0
        && segment.kind() == SegmentKind.NEW
        && !segment.has(TcpFlags.FIN)
        && !segment.has(SegmentFinding.WINDOW_FULL);
  }

  private Finding found(Flow flow, List<Segment> tinygrams, int measure) {
    Finding finding =
        expecting(flow)
            .but(
                "%d of %s %s small, less than %s, while a small one before was not acknowledged"
                    .formatted(
                        tinygrams.size(),
                        Wording.count(flow.count(FlowCount.DATA_SEGMENTS), "data segment"),
                        tinygrams.size() == 1 ? "was" : "were",
                        Wording.count(measure, "byte")));
    return tinygrams.isEmpty()
        ? finding
        : finding
            .offenders(flow.connection(), tinygrams)
            .fact("evidence", evidence(tinygrams))
            .cause("many small writes, and Nagle's algorithm off", Certainty.LIKELY)
            .lookFor(Remedy.BUFFER_WRITES);
  }

  private static String evidence(List<Segment> tinygrams) {
    long bytes = tinygrams.stream().mapToLong(Segment::length).sum();
    return "they carry %s, %d each on average"
        .formatted(Wording.count(bytes, "byte"), bytes / tinygrams.size());
  }
}
