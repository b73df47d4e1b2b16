package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendHistoryTest {
  private final SendHistory history = new SendHistory();

  @Test
  void should_lead_back_through_one_flow_past_the_segments_of_others() {
    long a1 = history.add(SendHistory.NONE, 1, 100, 10, SendHistory.OCCUPIES);
    long b1 = history.add(SendHistory.NONE, 5, 7, 11, 0);
    long a2 = history.add(a1, 101, 50, 12, SendHistory.OCCUPIES);
    long b2 = history.add(b1, 12, 8, 13, 0);

    assertThat(history.previous(a2)).isEqualTo(a1);
    assertThat(history.previous(b2)).isEqualTo(b1);
    assertThat(history.previous(a1)).isEqualTo(SendHistory.NONE);
    assertThat(history.end(a2)).isEqualTo(151);
    assertThat(history.nanos(b2)).isEqualTo(13);
  }

  @Test
  void should_keep_every_field_apart_from_the_others() {
    long entry = history.add(SendHistory.NONE, -3, 70_000, Long.MAX_VALUE, SendHistory.HAS_IP_ID);
    history.identify(entry, 0xFFFF, -2, 123_456);
    history.mark(entry, SendHistory.SPURIOUS);

    assertThat(history.start(entry)).isEqualTo(-3);
    assertThat(history.length(entry)).isEqualTo(70_000);
    assertThat(history.nanos(entry)).isEqualTo(Long.MAX_VALUE);
    assertThat(history.ipId(entry)).isEqualTo(0xFFFF);
    assertThat(history.tsVal(entry)).isEqualTo(-2);
    assertThat(history.row(entry)).isEqualTo(123_456);
    assertThat(history.is(entry, SendHistory.SPURIOUS)).isTrue();
    assertThat(history.is(entry, SendHistory.RESENT)).isFalse();
  }

  @Test
  void should_keep_all_while_it_grows_and_then_forget_the_oldest_first() {
    long previous = SendHistory.NONE;
    for (int i = 1; i <= 65_536; i++) {
      previous = history.add(previous, i, 1, i, 0);
    }
    assertThat(history.holds(1)).isTrue();
    assertThat(history.start(1)).isEqualTo(1);
    assertThat(history.start(40_000)).isEqualTo(40_000);

    previous = history.add(previous, 7, 1, 7, 0);

    assertThat(history.holds(1)).isFalse();
    assertThat(history.holds(2)).isTrue();
    assertThat(history.oldestNanos()).isEqualTo(2);
  }
}
