package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.rule.StallTimes;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One side's data, each byte counted once, was delivered at least at the given speed. The time runs
 * from the first data segment to the acknowledgement of the last byte, or to the last data segment
 * where no such acknowledgement was captured.
 */
public final class Throughput extends FlowRule implements TimedRule {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;

  public Throughput(long bytesPerSecond) {
    super(
        "hasThroughputAtLeast",
        "deliver at least " + bytesPerSecond + " bytes a second",
        "RFC 6349 s3.3",
        "throughput is the data delivered, each byte once, by the time it took",
        Judged.BOTH_ENDS);
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.of(flow);
    List<Segment> data =
        flow.connection().segments().stream()
            .filter(segment -> segment.from() == flow.sender() && segment.length() > 0)
            .toList();
    if (doubt.isPresent() || data.isEmpty()) {
      return judgement.cannotTell(expecting(flow), doubt.orElse("this side sent no data"));
    }
    Segment first = data.get(0);
    Segment last = last(flow, data);
    long nanos = last.timeNanos() - first.timeNanos();
    if (nanos <= 0) {
      return judgement.cannotTell(
          expecting(flow), "there is one data segment, and no ACK of it, to measure by");
    }
    Finding measured = measured(flow, first, last);
    return flow.bytes() * NANOS / nanos >= bytesPerSecond
        ? judgement.holds(measured)
        : judgement.violatedByAbsence(
            measured.fact(
                "stalls", StallTimes.of(ConnectionDynamics.of(flow.connection()).stalls())));
  }

  private static Segment last(Flow flow, List<Segment> data) {
    long end = data.stream().mapToLong(segment -> segment.seq() + segment.length()).max().orElse(0);
    Segment lastData = data.get(data.size() - 1);
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() != flow.sender() && segment.has(TcpFlags.ACK))
        .filter(segment -> segment.ack() >= end)
        .findFirst()
        .orElse(lastData);
  }

  private Finding measured(Flow flow, Segment first, Segment last) {
    return expecting(flow)
        .but(
            "it took %s for %s, and not %s"
                .formatted(
                    Wording.time(last.timeNanos() - first.timeNanos()),
                    Wording.count(flow.bytes(), "payload byte"),
                    Wording.time(Math.round(flow.bytes() * NANOS / bytesPerSecond))))
        .timedOffenders(
            flow.connection(),
            List.of(first, last),
            s -> s.equals(first) ? "the first data" : "the end of the last");
  }
}
