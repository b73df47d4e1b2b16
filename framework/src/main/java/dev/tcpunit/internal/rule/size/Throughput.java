package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One side's data, each byte once, was delivered at such a speed: from its first data segment to
 * the acknowledgement of its last byte, or to its last data segment where that was not captured.
 */
public record Throughput(long bytesPerSecond) implements Rule<Flow> {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  @Override
  public String name() {
    return "hasThroughputAtLeast";
  }

  @Override
  public String source() {
    return ShouldHaveThroughput.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldHaveThroughput message = new ShouldHaveThroughput(flow, bytesPerSecond);
    Optional<String> doubt = Doubt.of(flow);
    List<Segment> data =
        flow.connection().segments().stream()
            .filter(segment -> segment.from() == flow.sender() && segment.length() > 0)
            .toList();
    if (doubt.isPresent() || data.isEmpty()) {
      return judgement.cannotTell(message.unmeasured(), doubt.orElse("this side sent no data"));
    }
    Segment first = data.get(0);
    Segment last = last(flow, data);
    long nanos = last.timeNanos() - first.timeNanos();
    if (nanos <= 0) {
      return judgement.cannotTell(
          message.unmeasured(), "there is one data segment, and no ACK of it, to measure by");
    }
    Finding measured = message.measured(flow.bytes(), first, last);
    return flow.bytes() * NANOS / nanos >= bytesPerSecond
        ? judgement.holds(measured)
        : judgement.violatedByAbsence(
            ShouldHaveThroughput.stalled(
                measured, ConnectionDynamics.of(flow.connection()).stalls()),
            Optional.empty());
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
}
