package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeResolutionTest {
  @ParameterizedTest
  @CsvSource({
    "0, 5, 5000000000",
    "3, 5, 5000000",
    "6, 1700000000000001, 1700000000000001000",
    "9, 5, 5",
    "12, 5999, 5",
    "27, 5000000000000000000, 5",
    "28, 9000000000000000000, 0",
    "127, 9000000000000000000, 0",
  })
  void should_scale_powers_of_ten(int exponent, long units, long nanos) {
    assertThat(TimeResolution.of(exponent, 0).nanos(units)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 5000000000",
    "10, 1536, 1500000000",
    "32, 7301444403200000000, 1700000000000000000",
    "30, 1, 0",
    "30, 2, 1",
    "63, 4611686018427387904, 500000000",
    "64, -9223372036854775808, 500000000",
    "127, -1, 0",
  })
  void should_scale_powers_of_two(int exponent, long units, long nanos) {
    assertThat(TimeResolution.of(0x80 | exponent, 0).nanos(units)).isEqualTo(nanos);
  }

  @Test
  void should_add_the_offset_of_the_interface() {
    assertThat(TimeResolution.of(9, 2).nanos(1)).isEqualTo(2_000_000_001L);
    assertThat(TimeResolution.of(9, -1).nanos(2_000_000_000L)).isEqualTo(1_000_000_000L);
  }

  @Test
  void should_keep_times_beyond_the_range_at_its_end() {
    assertThat(TimeResolution.of(0, 0).nanos(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeResolution.of(9, 0).nanos(-1)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeResolution.of(0x80, 0).nanos(-1)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeResolution.of(9, Long.MAX_VALUE).nanos(5)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeResolution.of(9, Long.MIN_VALUE).nanos(0)).isEqualTo(Long.MIN_VALUE);
  }
}
