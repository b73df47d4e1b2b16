package dev.tcpunit.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentPattern_fuzz_Test {
  private static final String[] PARTS = {
    "> any ", "< any ", "> S ", "< S. ", "> data ", "... ", "( ", ") ", "| ", "* ", "+ ", "? ",
    "{2} ", "{0,3} ", "{1,} ", "> F. ", "< . "
  };

  @ParameterizedTest
  @ValueSource(
      strings = {"> any*", "(> any)*", "> any+", "> any{3,}", "(> S | < S.)*", "> any{0,9}"})
  void should_compile_any_part_behind_any_number_of_others(String last) {
    for (int before = 0; before < 70; before++) {
      String pattern = "> any ".repeat(before) + last;
      assertThatCode(() -> SegmentPattern.of(pattern)).as(pattern).doesNotThrowAnyException();
    }
  }

  @Test
  void should_compile_or_refuse_with_a_reason_whatever_it_is_given() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int left = random.nextInt(40); left > 0; left--) {
        pattern.append(PARTS[random.nextInt(PARTS.length)]);
      }
      Throwable thrown = catchThrowable(() -> SegmentPattern.of(pattern.toString()));
      if (thrown != null) {
        assertThat(thrown).as("%s", pattern).isInstanceOf(SegmentPatternException.class);
      }
    }
  }
}
