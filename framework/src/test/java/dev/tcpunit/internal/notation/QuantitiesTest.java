package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0             | 0.000 ms",
        "16000         | 0.016 ms",
        "2439000       | 2.44 ms",
        "10543000      | 10.5 ms",
        "206127000     | 206 ms",
        "999949000     | 1000 ms",
        "1000000000    | 1.00 s",
        "59900000000   | 59.9 s",
        "60000000000   | 1 min 00 s",
        "5400000000000 | 90 min 00 s",
      })
  void should_write_durations_to_three_digits(long nanos, String text) {
    assertThat(Quantities.duration(nanos)).isEqualTo(text);
  }

  @Test
  void should_write_counts_with_their_nouns() {
    assertThat(Quantities.counted(1, "byte")).isEqualTo("1 byte");
    assertThat(Quantities.counted(0, "byte")).isEqualTo("0 bytes");
    assertThat(Quantities.counted(154_297, "byte")).isEqualTo("154,297 bytes");
  }
}
