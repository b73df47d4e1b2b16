package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SendHistoryTest {
  private final SendHistory history = new SendHistory();

  @Test
  void should_lead_back_through_one_flow_past_the_segments_of_others() {
    long a1 = add(SendHistory.NONE, 1, 100, 10);
    long b1 = add(SendHistory.NONE, 5, 7, 11);
    long a2 = add(a1, 101, 50, 12);
    long b2 = add(b1, 12, 8, 13);

    assertThat(history.previous(a2)).isEqualTo(a1);
    assertThat(history.previous(b2)).isEqualTo(b1);
    assertThat(history.previous(a1)).isEqualTo(SendHistory.NONE);
    assertThat(history.end(a2)).isEqualTo(151);
    assertThat(history.nanos(b2)).isEqualTo(13);
  }

  @Test
  void should_keep_every_field_apart_from_the_others() {
    DecodedSegment segment = new DecodedSegment();
    segment.timeNanos = Long.MAX_VALUE;
    segment.ipId = 0xFFFF;
    segment.tsVal = -2;
    segment.window = 0xFFFF;
    segment.flags = 0x1FF;
    long entry = history.add(SendHistory.NONE, -3, 70_000, segment, 123_456);
    history.mark(entry, SendHistory.SPURIOUS);
    long next = add(entry, 1, 2, 3);

    assertThat(history.previous(next)).isEqualTo(entry);
    assertThat(history.start(entry)).isEqualTo(-3);
    assertThat(history.length(entry)).isEqualTo(70_000);
    assertThat(history.nanos(entry)).isEqualTo(Long.MAX_VALUE);
    assertThat(history.ipId(entry)).isEqualTo(0xFFFF);
    assertThat(history.tsVal(entry)).isEqualTo(-2);
    assertThat(history.row(entry)).isEqualTo(123_456);
    assertThat(history.is(entry, SendHistory.SPURIOUS)).isTrue();
    assertThat(history.is(entry, SendHistory.HAS_IP_ID)).isTrue();
    assertThat(history.is(entry, SendHistory.OCCUPIES)).isTrue();
    assertThat(history.is(entry, SendHistory.HAS_TIMESTAMP)).isFalse();
    assertThat(history.is(entry, SendHistory.RESENT)).isFalse();
  }

  @Test
  void should_tell_two_headers_apart_by_each_of_their_fields() {
    DecodedSegment segment = new DecodedSegment();
    segment.flags = TcpFlags.ACK | TcpFlags.URG;
    segment.hasTimestamps = true;
    segment.sackBlocks = 1;
    long first = history.add(SendHistory.NONE, 1, 100, segment, -1);
    List<Consumer<DecodedSegment>> changes =
        List.of(
            other -> other.ack++,
            other -> other.window ^= 0x8000,
            other -> other.flags ^= TcpFlags.ECE,
            other -> other.flags ^= TcpFlags.PSH,
            other -> other.urgentPointer++,
            other -> other.tsEcr++,
            other -> other.mss++,
            other -> other.windowScale++,
            other -> other.sackEdges[1]++);

    assertThat(history.maySaySame(first, history.add(first, 1, 100, segment, -1))).isTrue();
    for (Consumer<DecodedSegment> change : changes) {
      change.accept(segment);
      long other = history.add(first, 1, 100, segment, -1);
      assertThat(history.maySaySame(first, other)).isFalse();
    }
  }

  @Test
  void should_not_tell_headers_apart_by_what_does_not_count() {
    DecodedSegment segment = new DecodedSegment();
    long first = history.add(SendHistory.NONE, 1, 100, segment, -1);
    segment.ack = 7;
    segment.urgentPointer = 7;
    segment.tsEcr = 7;
    segment.sackEdges[0] = 7;
    segment.ecn = 3;

    assertThat(history.maySaySame(first, history.add(first, 1, 100, segment, -1))).isTrue();
  }

  @Test
  void should_not_tell_headers_apart_that_cannot_be_compared() {
    DecodedSegment segment = new DecodedSegment();
    long first = history.add(SendHistory.NONE, 1, 100, segment, -1);
    segment.window = 1;
    long damaged = history.add(first, 1, 100, segment, -1);
    history.mark(damaged, SendHistory.REFUSED);
    segment.optionsCut = true;
    long cut = history.add(first, 1, 100, segment, -1);
    segment.window = 2;
    long alsoCut = history.add(first, 1, 100, segment, -1);

    assertThat(history.maySaySame(damaged, first)).isTrue();
    assertThat(history.maySaySame(cut, first)).isTrue();
    assertThat(history.maySaySame(alsoCut, cut)).isFalse();
  }

  @Test
  void should_find_the_same_in_pieces_of_which_one_has_the_bits_of_all() {
    DecodedSegment segment = new DecodedSegment();
    segment.flags = TcpFlags.ACK | TcpFlags.PSH | TcpFlags.FIN | TcpFlags.CWR;
    long whole = history.add(SendHistory.NONE, 1, 201, segment, -1);
    segment.flags = TcpFlags.ACK;
    long piece = history.add(whole, 1, 100, segment, -1);

    assertThat(history.maySaySameInPieces(piece, whole)).isTrue();
    assertThat(history.maySaySame(piece, whole)).isFalse();
  }

  @Test
  void should_keep_all_while_it_grows_and_then_forget_the_oldest_first() {
    long previous = SendHistory.NONE;
    for (int i = 1; i <= 65_536; i++) {
      previous = add(previous, i, 1, i);
    }
    assertThat(history.holds(1)).isTrue();
    assertThat(history.start(1)).isEqualTo(1);
    assertThat(history.start(40_000)).isEqualTo(40_000);

    previous = add(previous, 7, 1, 7);

    assertThat(history.holds(1)).isFalse();
    assertThat(history.holds(2)).isTrue();
    assertThat(history.oldestNanos()).isEqualTo(2);
  }

  private long add(long previous, long start, int length, long nanos) {
    DecodedSegment segment = new DecodedSegment();
    segment.timeNanos = nanos;
    return history.add(previous, start, length, segment, -1);
  }
}
