package dev.tcpunit.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.FlowCount;
import org.junit.jupiter.api.Test;

class SparseCountsTest {
  @Test
  void should_give_back_every_count_zero_or_not() {
    FlowCount[] all = FlowCount.values();
    assertThat(all).hasSizeLessThanOrEqualTo(Integer.SIZE);
    for (int step = 1; step <= 3; step++) {
      long[] counts = new long[all.length];
      for (int i = 0; i < counts.length; i += step) {
        counts[i] = i % 5 == 4 ? -1 : 1L << i;
      }
      SparseCounts sparse = SparseCounts.of(counts);
      for (FlowCount count : all) {
        assertThat(sparse.get(count)).as(count.name()).isEqualTo(counts[count.ordinal()]);
      }
    }
  }
}
