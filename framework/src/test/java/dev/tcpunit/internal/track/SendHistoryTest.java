package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.wire.DecodedSegment;
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
    long entry = history.add(SendHistory.NONE, -3, 70_000, segment, 123_456);
    history.mark(entry, SendHistory.SPURIOUS);

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
