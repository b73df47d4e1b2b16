package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.track.FlowPayload.Comparison;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowPayloadTest {
  private static final int MORE_THAN_KEPT = (1 << 24) + 5000;

  private final PayloadHistory history = new PayloadHistory();
  private final FlowPayload flow = new FlowPayload(new HeldBytes(), history);
  private final FlowPayload other = new FlowPayload(new HeldBytes(), history);
  private final byte[] sent = new byte[MORE_THAN_KEPT];
  private final DecodedSegment segment = new DecodedSegment();

  FlowPayloadTest() {
    new Random(7).nextBytes(sent);
  }

  @Test
  void should_find_the_same_bytes_in_other_pieces_of_an_interleaved_flow() {
    send(flow, 0, 1000);
    send(other, 500, 1500);
    send(flow, 1000, 3000);
    send(other, 1500, 1600);

    assertThat(compare(500, 2500)).isEqualTo(Comparison.SAME);
  }

  @Test
  void should_find_one_other_byte() {
    send(flow, 0, 1000);
    send(flow, 1000, 3000);

    sent[999] ^= 1;

    assertThat(compare(1000, 2500)).isEqualTo(Comparison.SAME);
    assertThat(compare(999, 2500)).isEqualTo(Comparison.OTHER);
  }

  @Test
  void should_not_tell_of_a_byte_that_was_not_captured() {
    fill(0, 1000);
    segment.payloadCaptured = 999;
    flow.take(1, segment);

    assertThat(compare(0, 1000)).isEqualTo(Comparison.NOT_KEPT);
    assertThat(compare(0, 999)).isEqualTo(Comparison.SAME);
  }

  @Test
  void should_compare_as_far_back_as_it_keeps_bytes_whatever_the_place_in_the_ring() {
    int step = 1448;
    for (int from = 0; from < MORE_THAN_KEPT - step; from += step) {
      send(flow, from, from + step);
      assertThat(compare(from / 2 + step / 2, from / 2 + step)).isEqualTo(Comparison.SAME);
    }
    assertThat(compare(0, step)).isEqualTo(Comparison.NOT_KEPT);
  }

  @Test
  void should_leave_out_what_its_checksum_shows_to_be_damaged() {
    fill(0, 1000);
    segment.checksum = ChecksumStatus.BAD;
    flow.take(1, segment);
    sent[10] ^= 1;

    assertThat(compare(0, 1000)).isEqualTo(Comparison.SAME);

    send(flow, 0, 1000);
    sent[10] ^= 1;
    assertThat(compare(0, 1000)).isEqualTo(Comparison.OTHER);
  }

  @Test
  void should_compare_with_the_byte_of_a_probe() {
    flow.take(1, sent[0] & 0xFF);
    send(flow, 1, 10);

    assertThat(compare(0, 10)).isEqualTo(Comparison.SAME);
    sent[0] ^= 1;
    assertThat(compare(0, 10)).isEqualTo(Comparison.OTHER);
  }

  private void send(FlowPayload to, int from, int until) {
    fill(from, until);
    to.take(1 + from, segment);
  }

  private Comparison compare(int from, int until) {
    fill(from, until);
    return flow.compare(1 + from, segment, until - from);
  }

  private void fill(int from, int until) {
    segment.payloadBuffer = sent;
    segment.payloadOffset = from;
    segment.payloadLength = until - from;
    segment.payloadCaptured = until - from;
    segment.checksum = ChecksumStatus.VALID;
  }
}
