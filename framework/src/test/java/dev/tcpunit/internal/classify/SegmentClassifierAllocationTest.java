package dev.tcpunit.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.VantagePoint;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SegmentClassifierAllocationTest {
  private static final int ROUNDS = 100_000;

  private final SegmentClassifier classifier =
      new SegmentClassifier(false, false, VantagePoint.UNKNOWN);
  private final DecodedSegment segment = new DecodedSegment();
  private int sent = 1;

  @Test
  void should_allocate_nothing_per_segment_of_a_running_upload() {
    exchange(ROUNDS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    exchange(ROUNDS);

    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes).as("bytes for %d segments", 3 * ROUNDS).isLessThan(ROUNDS / 10);
  }

  /** Two data segments and an ACK, over and over. */
  private void exchange(int rounds) {
    for (int i = 0; i < rounds; i++) {
      data();
      data();
      fill(false, 1, sent, 0);
      classifier.onSegment(segment);
    }
  }

  private void data() {
    fill(true, sent, 1, 1448);
    classifier.onSegment(segment);
    sent += 1448;
  }

  private void fill(boolean fromClient, int seq, int ack, int length) {
    segment.clear();
    segment.timeNanos += 10_000;
    segment.sourceLow = fromClient ? 1 : 2;
    segment.destinationLow = fromClient ? 2 : 1;
    segment.sourcePort = fromClient ? 40_000 : 80;
    segment.destinationPort = fromClient ? 80 : 40_000;
    segment.flags = TcpFlags.ACK;
    segment.seq = seq;
    segment.ack = ack;
    segment.window = 500;
    segment.payloadLength = length;
  }
}
