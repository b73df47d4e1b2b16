package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.VantagePoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The round trips of a flow's data, as far as acknowledgements prove them.
 *
 * <p>Each acknowledgement of new data gives at most one sample: by Karn's rule where nothing that
 * it covers was sent again or reported by SACK before, and else by timestamps. The sample is of the
 * latest segment that it covers: the receiver cannot have acknowledged it before it came, so of all
 * pairs this one holds least of the receiver's own delay.
 *
 * <p>Unit: nanoseconds. {@link #path} says how much of the way they cover.
 */
public final class RoundTrips {
  private final MeasuredPath path;
  private final List<RttSample> samples;
  private final List<RttSample> byTimestamps;

  private RoundTrips(MeasuredPath path, List<RttSample> samples, List<RttSample> byTimestamps) {
    this.path = path;
    this.samples = List.copyOf(samples);
    this.byTimestamps = List.copyOf(byTimestamps);
  }

  static RoundTrips of(FlowLog log) {
    Sampler sampler = new Sampler(log);
    for (Segment segment : log.segments()) {
      sampler.take(segment);
    }
    return new RoundTrips(path(log), sampler.samples, sampler.byTimestamps);
  }

  private static MeasuredPath path(FlowLog log) {
    VantagePoint vantage = log.flow().connection().vantagePoint();
    if (vantage.isBeside(log.sender())) {
      return MeasuredPath.WHOLE;
    }
    return vantage.isBeside(log.sender().peer()) ? MeasuredPath.RECEIVER : MeasuredPath.PART;
  }

  /**
   * How much of the way the samples cover.
   *
   * @return the whole of it where the capture stands beside the sender
   */
  public MeasuredPath path() {
    return path;
  }

  /**
   * The samples, one for each acknowledgement that allows one.
   *
   * @return in the order of acknowledgement
   */
  public List<RttSample> samples() {
    return samples;
  }

  /**
   * The samples that timestamps alone give (RFC 7323 section 4), whether Karn's rule gives one too
   * or not.
   *
   * @return in the order of acknowledgement; none without timestamps
   */
  public List<RttSample> byTimestamps() {
    return byTimestamps;
  }

  /**
   * The shortest one.
   *
   * @return nanoseconds; empty without a sample
   */
  public OptionalLong minNanos() {
    return samples.stream().mapToLong(RttSample::nanos).min();
  }

  /**
   * The longest one.
   *
   * @return nanoseconds; empty without a sample
   */
  public OptionalLong maxNanos() {
    return samples.stream().mapToLong(RttSample::nanos).max();
  }

  /**
   * The smoothed round-trip time after all samples: SRTT of RFC 6298 section 2.
   *
   * @return nanoseconds; empty without a sample
   */
  public OptionalLong smoothedNanos() {
    return smoothedNanos(Long.MAX_VALUE);
  }

  /**
   * The smoothed round-trip time at a moment.
   *
   * @param timeNanos nanoseconds since the epoch
   * @return nanoseconds; empty before the first sample
   */
  public OptionalLong smoothedNanos(long timeNanos) {
    RttEstimate estimate = RttEstimate.of(samples, timeNanos);
    return estimate.isKnown() ? OptionalLong.of(estimate.smoothedNanos()) : OptionalLong.empty();
  }

  /**
   * The round-trip time variation after all samples: RTTVAR of RFC 6298 section 2.
   *
   * @return nanoseconds; empty without a sample
   */
  public OptionalLong variationNanos() {
    RttEstimate estimate = RttEstimate.of(samples, Long.MAX_VALUE);
    return estimate.isKnown() ? OptionalLong.of(estimate.variationNanos()) : OptionalLong.empty();
  }

  /** Pairs acknowledgements with the segments that they answer. */
  private static final class Sampler {
    private final FlowLog log;
    private final Deque<Sent> outstanding = new ArrayDeque<>();
    private final List<RttSample> samples = new ArrayList<>();
    private final List<RttSample> byTimestamps = new ArrayList<>();

    Sampler(FlowLog log) {
      this.log = log;
    }

    void take(Segment segment) {
      if (log.carriesData(segment)) {
        send(segment);
      } else if (log.acknowledges(segment)) {
        long before = log.acknowledgedBefore(segment.index());
        if (log.acknowledgedTo(segment.index()) > before) {
          acknowledge(segment, before);
        }
        noteSack(segment);
      }
    }

    private void send(Segment segment) {
      Sent sent = new Sent(segment);
      if (!segment.kind().isNew()) {
        sent.ambiguous = true;
        for (Sent other : outstanding) {
          other.ambiguous |= other.start < sent.end && sent.start < other.end;
        }
      }
      outstanding.addLast(sent);
    }

    private void noteSack(Segment segment) {
      for (var block : segment.sackBlocks()) {
        for (Sent sent : outstanding) {
          sent.sacked |= sent.start >= block.from() && sent.end <= block.to();
        }
      }
    }

    private void acknowledge(Segment ack, long before) {
      boolean clear = true;
      Sent latest = null;
      Sent echoed = null;
      for (Iterator<Sent> all = outstanding.iterator(); all.hasNext(); ) {
        Sent sent = all.next();
        if (isEchoed(sent, ack, before) && (echoed == null || sent.start <= before)) {
          echoed = sent;
        }
        if (sent.end <= ack.ack()) {
          clear &= !sent.ambiguous && !sent.sacked;
          latest = latest == null || sent.end >= latest.end ? sent : latest;
          all.remove();
        } else if (sent.start < ack.ack()) {
          clear = false;
        }
      }
      addSample(ack, clear ? latest : null, echoed);
    }

    /**
     * Whether the receiver echoes the timestamp of a segment: it notes that of the next one in
     * sequence (s4.3).
     */
    private static boolean isEchoed(Sent sent, Segment ack, long before) {
      return sent.segment.hasTimestamps()
          && ack.hasTimestamps()
          && sent.segment.timestampValue() == ack.timestampEcho()
          && sent.end > before
          && sent.start < ack.ack();
    }

    private void addSample(Segment ack, Sent sentOnce, Sent echoed) {
      if (echoed != null) {
        byTimestamps.add(sample(RttSample.Method.TIMESTAMP, echoed, ack));
      }
      if (sentOnce != null) {
        samples.add(sample(RttSample.Method.SENT_ONCE, sentOnce, ack));
      } else if (echoed != null) {
        samples.add(byTimestamps.get(byTimestamps.size() - 1));
      }
    }

    private static RttSample sample(RttSample.Method method, Sent sent, Segment ack) {
      long nanos = Math.max(0, ack.timeNanos() - sent.segment.timeNanos());
      return new RttSample(method, sent.segment, ack, nanos);
    }
  }

  /** A segment under way. */
  private static final class Sent {
    private final Segment segment;
    private final long start;
    private final long end;
    private boolean ambiguous;
    private boolean sacked;

    Sent(Segment segment) {
      this.segment = segment;
      start = FlowLog.payloadStart(segment);
      end = FlowLog.payloadEnd(segment);
    }
  }
}
