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

  @Test
  void should_take_less_than_300_bytes_for_a_connection_of_which_no_segments_are_kept() {
    // The tables grow by doubling: in between, a connection takes what it takes for itself.
    int grown = 36_000;
    int more = 10_000;
    connections(0, grown);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    connections(grown, more);

    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(classifier.connections().size()).isEqualTo(grown + more);
    assertThat(bytes / more).as("bytes for a connection").isLessThan(300);
  }

  /** Each opens, sends a little and closes. */
  private void connections(int first, int count) {
    for (int i = first; i < first + count; i++) {
      int port = 1 + i % 60_000;
      exchange(port, TcpFlags.SYN, 0, 0, 0, true);
      exchange(port, TcpFlags.SYN | TcpFlags.ACK, 0, 1, 0, false);
      exchange(port, TcpFlags.ACK, 1, 1, 200, true);
      exchange(port, TcpFlags.ACK, 1, 201, 600, false);
      exchange(port, TcpFlags.ACK | TcpFlags.FIN, 201, 601, 0, true);
      exchange(port, TcpFlags.ACK | TcpFlags.FIN, 601, 202, 0, false);
      exchange(port, TcpFlags.ACK, 202, 602, 0, true);
    }
  }

  private void exchange(int port, int flags, int seq, int ack, int length, boolean fromClient) {
    fill(fromClient, seq, ack, length);
    segment.flags = flags;
    segment.sourcePort = fromClient ? port : 80;
    segment.destinationPort = fromClient ? 80 : port;
    classifier.onSegment(segment);
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
    segment.window = 60_000;
    segment.payloadLength = length;
  }
}
