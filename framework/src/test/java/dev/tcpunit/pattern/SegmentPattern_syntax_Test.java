package dev.tcpunit.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are no pattern: each is refused, pointing at the column. */
class SegmentPattern_syntax_Test {
  private static SegmentPatternException refusal(String pattern) {
    return catchThrowableOfType(SegmentPatternException.class, () -> SegmentPattern.of(pattern));
  }

  @Test
  void should_show_the_pattern_with_a_caret_and_what_was_expected() {
    SegmentPatternException refusal = refusal("> S  < S.  (> data | < . ))*");

    assertThat(refusal)
        .hasMessage(
            """
            not a segment pattern, column 27: unexpected ")"
              > S  < S.  (> data | < . ))*
                                        ^
            expected: a segment (> or <), a group ( or ..., | or the end\
            """);
    assertThat(refusal.pattern()).isEqualTo("> S  < S.  (> data | < . ))*");
    assertThat(refusal.offset()).isEqualTo(26);
  }

  @Test
  void should_show_the_line_at_fault_of_several() {
    assertThat(refusal("> S  < S.  > .\n  > date  // the upload\n> F."))
        .hasMessageStartingWith(
            """
            not a segment pattern, line 2, column 5: unknown word "date"
                > date  // the upload
                  ^
            expected: flags such as S. or F., data, or what the segment is: ack-of-unseen-bytes, \
            bad-checksum, captured-late, dsack, dup-ack,\
            """);
  }

  @Test
  void should_cut_a_long_line_around_the_column() {
    String[] lines =
        refusal("> data ".repeat(40) + "> ! > S" + " > data".repeat(40)).getMessage().split("\n");

    assertThat(lines[0]).isEqualTo("not a segment pattern, column 285: unexpected \">\"");
    assertThat(lines[1]).startsWith("  ... ").hasSizeLessThan(95);
    assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("> S > data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "''; 0",
        "S; 0",
        ">; 1",
        "> S |; 5",
        "( > S; 5",
        "(); 1",
        "> S **; 5",
        "* > S; 0",
        "> data{; 7",
        "> data{}; 7",
        "> data{x}; 7",
        "> data{2,1}; 6",
        "> data{3; 8",
        "> S{99999}; 4",
        "> S within; 10",
        "> S within 5; 11",
        "> S within 5min; 11",
        "> ack; 5",
        "> win x; 6",
        "> S @; 4",
        "> S > sYn; 6",
        "> . ! > S; 6",
        "> \u2026; 2",
      })
  void should_point_at_the_place(String pattern, int offset) {
    String text = pattern.equals("''") ? "" : pattern;

    assertThat(refusal(text)).extracting(SegmentPatternException::offset).isEqualTo(offset);
  }

  @Test
  void should_refuse_what_would_take_too_much_room() {
    assertThat(refusal("((> S){5000}){5000}"))
        .hasMessageContaining("too long with its counts written out")
        .hasMessageEndingWith("expected: at most 10000 steps");
    assertThat(refusal("(".repeat(5000) + "> S" + ")".repeat(5000)))
        .hasMessageEndingWith("expected: at most 100");
  }
}
