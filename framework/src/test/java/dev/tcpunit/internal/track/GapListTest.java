package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapListTest {

  @Test
  void should_lose_exactly_what_is_filled() {
    Random random = new Random(11);
    for (int run = 0; run < 200; run++) {
      GapList gaps = new GapList();
      BitSet missing = new BitSet();
      int end = 0;
      for (int step = 0; step < 40; step++) {
        if (random.nextInt(3) == 0) {
          int from = end + 1 + random.nextInt(5);
          end = from + 1 + random.nextInt(30);
          gaps.append(from, end, step, step);
          missing.set(from, end);
        } else {
          int from = random.nextInt(end + 1);
          int to = from + 1 + random.nextInt(20);
          int before = missing.cardinality();
          missing.clear(from, to);
          assertThat(gaps.fill(from, to)).isEqualTo(before - missing.cardinality());
        }
        assertThat(gaps.total()).isEqualTo(missing.cardinality());
      }
    }
  }

  @Test
  void should_remember_the_opener_on_both_sides_of_what_splits_a_gap() {
    GapList gaps = new GapList();
    gaps.append(100, 200, 5, 9);

    gaps.fill(140, 150);

    assertThat(gaps.size()).isEqualTo(2);
    assertThat(gaps.to(0)).isEqualTo(140);
    assertThat(gaps.from(1)).isEqualTo(150);
    assertThat(gaps.openedNanos(1)).isEqualTo(5);
    assertThat(gaps.openerEntry(0)).isEqualTo(9);
  }

  @Test
  void should_open_a_gap_below_the_others_where_the_capture_began_amid_the_data() {
    GapList gaps = new GapList();
    gaps.append(100, 200, 5, 9);

    gaps.prepend(-50, -20, 6, 10);

    assertThat(gaps.from(0)).isEqualTo(-50);
    assertThat(gaps.find(-30, -20)).isZero();
    assertThat(gaps.total()).isEqualTo(130);
  }
}
