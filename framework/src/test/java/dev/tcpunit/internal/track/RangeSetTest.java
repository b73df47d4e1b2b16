package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeSetTest {
  private static final int SPAN = 200;

  @Test
  void should_hold_the_same_as_a_set_of_single_offsets_whatever_is_added_and_removed() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      RangeSet ranges = new RangeSet();
      BitSet offsets = new BitSet();
      for (int step = 0; step < 60; step++) {
        int from = random.nextInt(SPAN);
        int to = from + random.nextInt(20);
        if (random.nextInt(3) > 0) {
          ranges.add(from, to);
          offsets.set(from, to);
        } else {
          ranges.remove(from, to);
          offsets.clear(from, to);
        }
        compare(ranges, offsets);
      }
    }
  }

  private static void compare(RangeSet ranges, BitSet offsets) {
    assertThat(ranges.total()).isEqualTo(offsets.cardinality());
    int index = 0;
    for (int from = offsets.nextSetBit(0); from >= 0; index++) {
      int to = offsets.nextClearBit(from);
      assertThat(ranges.from(index)).isEqualTo(from);
      assertThat(ranges.to(index)).isEqualTo(to);
      assertThat(ranges.contains(from, to)).isTrue();
      assertThat(ranges.contains(from, to + 1)).isFalse();
      from = offsets.nextSetBit(to);
    }
    assertThat(ranges.size()).isEqualTo(index);
  }
}
