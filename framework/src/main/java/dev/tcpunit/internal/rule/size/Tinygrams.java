package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Small segments wait for the acknowledgement of small ones before them: Nagle's rule as stacks
 * keep it, which lets a small segment follow full ones.
 *
 * @param limit the share of the data segments that must not be reached; empty where there must be
 *     none
 */
public record Tinygrams(Optional<Double> limit) implements Rule<Flow> {
  /** Its 1500 bytes, less the headers of IPv4 and TCP. */
  private static final int ETHERNET_SEGMENT = 1460;

  public static final Tinygrams NONE = new Tinygrams(Optional.empty());

  public static Tinygrams below(double limit) {
    return new Tinygrams(Optional.of(limit));
  }

  @Override
  public String name() {
    return limit.isPresent() ? "hasTinygramRateBelow" : "hasNoTinygrams";
  }

  @Override
  public String source() {
    return ShouldHaveFewTinygrams.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldHaveFewTinygrams message =
        limit.isPresent()
            ? ShouldHaveFewTinygrams.below(flow, limit.get())
            : ShouldHaveFewTinygrams.none(flow);
    long data = flow.count(FlowCount.DATA_SEGMENTS);
    Optional<String> doubt = doubt(flow, data);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.found(List.of(), data, measure(flow)), doubt.get());
    }
    int measure = measure(flow);
    List<Segment> tinygrams = tinygrams(flow, measure);
    Finding found = message.found(tinygrams, data, measure);
    boolean few = limit.isPresent() ? tinygrams.size() < limit.get() * data : tinygrams.isEmpty();
    return few ? judgement.holds(found) : judgement.violatedByPresence(found);
  }

  private static Optional<String> doubt(Flow flow, long data) {
    return Doubt.of(flow)
        .or(() -> Doubt.notBesideSender(flow))
        .or(() -> data == 0 ? Optional.of("this side sent no data") : Optional.empty())
        .or(
            () ->
                flow.connection().flow(flow.sender().peer()).synOptions().isEmpty()
                    ? Optional.of("the segment size is not known: the peer's SYN was not captured")
                    : Optional.empty());
  }

  /** Where segments are larger than those of an Ethernet, what fills one of these is not small. */
  private static int measure(Flow flow) {
    return flow.connection().keepsSegments()
        ? Math.min(ETHERNET_SEGMENT, FlowDynamics.of(flow).maxSegmentPayload().orElse(1))
        : ETHERNET_SEGMENT;
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
   * A frame may hold several full segments, and ends with a small one then. Where a full segment is
   * larger than half the largest window, half of it is enough (RFC 9293 section 3.8.6.2.1).
   */
  private static boolean isSmall(int length, int full, long halfWindow, int measure) {
    return halfWindow > 0 && halfWindow < full
        ? length < Math.min(halfWindow, measure)
        : length % full != 0 && length % full < measure;
  }

  private static boolean isNewData(Segment segment) {
    return segment.length() > 0 && segment.kind() == SegmentKind.NEW;
  }
}
