package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that something between tcpdump and the reader has broken. */
class WrappedTextTest {
  private static final String MODERN =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 123456, win 64240, options [mss 1460,sackOK,TS val 7001 ecr 0,nop,wscale 7], length 0
      12:00:00.000100 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 654321, ack 123457, win 65160, options [mss 1460,sackOK,TS val 9001 ecr 7001,nop,wscale 9], length 0
      12:00:00.000150 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, options [nop,nop,TS val 7002 ecr 9001], length 0
      12:00:00.000250 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:1449, ack 1, win 502, options [nop,nop,TS val 7003 ecr 9001], length 1448: HTTP: POST /upload HTTP/1.1
      12:00:00.000350 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 1449, win 501, options [nop,nop,TS val 9002 ecr 7003,nop,nop,sack 2 {2897:4345}{5793:7241}], length 0
      """;

  private static final String WITH_LINK_LAYER =
      """
      12:00:00.000000 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 74: 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 123456, win 64240, options [mss 1460,sackOK,nop,wscale 7], length 0
      12:00:00.000100 02:00:00:00:00:02 > 02:00:00:00:00:01, ethertype IPv4 (0x0800), length 74: 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 654321, ack 123457, win 65160, options [mss 1460,sackOK,nop,wscale 9], length 0
      12:00:00.000150 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 66: 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
      """;

  private static final String IPV6 =
      """
      12:00:00.000000 IP6 2001:db8::1.40000 > 2001:db8::2.443: Flags [S], seq 123456, win 64240, options [mss 1440,sackOK,nop,wscale 7], length 0
      12:00:00.000100 IP6 2001:db8::2.443 > 2001:db8::1.40000: Flags [R.], seq 0, ack 123457, win 0, length 0
      """;

  private static final String DETAILED =
      """
      12:00:00.000000 IP (tos 0x2,ECT(0), ttl 64, id 29583, offset 0, flags [DF], proto TCP (6), length 60)
          192.0.2.1.40000 > 192.0.2.2.80: Flags [S], cksum 0xabcd (correct), seq 123456, win 64240, options [mss 1460,sackOK,nop,wscale 7], length 0
      12:00:00.000100 IP (tos 0x0, ttl 64, id 0, offset 0, flags [DF], proto TCP (6), length 60)
          192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], cksum 0xabcd (correct), seq 654321, ack 123457, win 65160, options [mss 1460,sackOK,nop,wscale 9], length 0
      """;

  private static final String CLASSIC =
      """
      12:00:00.000000 192.0.2.1.40000 > 192.0.2.2.80: S 123456:123456(0) win 16384 <mss 1460,nop,nop,sackOK,nop,wscale 6,nop,nop,timestamp 7001 0> (DF)
      12:00:00.000100 192.0.2.2.80 > 192.0.2.1.40000: S 654321:654321(0) ack 123457 win 16384 <mss 1460,nop,nop,sackOK,nop,wscale 6,nop,nop,timestamp 9001 7001> (DF)
      12:00:00.000150 192.0.2.1.40000 > 192.0.2.2.80: P 1:311(310) ack 1 win 256 <nop,nop,timestamp 7002 9001> (DF)
      """;

  static Stream<String> texts() {
    return Stream.of(MODERN, WITH_LINK_LAYER, IPV6, DETAILED, CLASSIC);
  }

  /** The time stands whole: no terminal is narrower. */
  private static final int NARROWEST = 36;

  private static final int WIDEST = 200;

  @ParameterizedTest
  @MethodSource("texts")
  void should_read_lines_broken_between_words_at_any_width(String text) {
    ReadText whole = ReadText.of(text);
    for (int width = NARROWEST; width <= WIDEST; width += width < 100 ? 1 : 7) {
      ReadText wrapped = ReadText.of(betweenWords(text, width, ""));
      assertThat(wrapped.complaints()).as("width %d", width).isEmpty();
      assertThat(wrapped.segments).as("width %d", width).isEqualTo(whole.segments);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void should_read_quoted_lines_broken_between_words(String text) {
    ReadText whole = ReadText.of(text);
    for (int width = NARROWEST; width <= WIDEST; width += width < 100 ? 1 : 7) {
      ReadText wrapped = ReadText.of(betweenWords(text, width, "> "));
      assertThat(wrapped.complaints()).as("width %d", width).isEmpty();
      assertThat(wrapped.segments).as("width %d", width).isEqualTo(whole.segments);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void should_read_lines_broken_within_words_at_any_width(String text) {
    ReadText whole = ReadText.of(text);
    for (int width = NARROWEST; width <= WIDEST; width += width < 100 ? 1 : 7) {
      ReadText wrapped = ReadText.of(anywhere(text, width));
      assertThat(wrapped.complaints()).as("width %d", width).isEmpty();
      assertThat(wrapped.segments).as("width %d", width).isEqualTo(whole.segments);
    }
  }

  @Test
  void should_find_the_second_line_that_lost_its_indentation_or_follows_a_remark() {
    ReadText whole = ReadText.of(DETAILED);

    assertThat(ReadText.of(DETAILED.replaceAll("(?m)^ +", "")).segments).isEqualTo(whole.segments);
    assertThat(ReadText.of(DETAILED.replaceAll("(?m)^    ", "# a remark\n    ")).segments)
        .isEqualTo(whole.segments);
    assertThat(ReadText.of(DETAILED.replaceAll("(?m)^    ", "\n\n")).segments)
        .isEqualTo(whole.segments);
    assertThat(ReadText.of(DETAILED.replaceAll("(?m)^    ", "// one\n-- two\n")).segments)
        .isEqualTo(whole.segments);
  }

  @Test
  void should_split_packets_that_stand_on_one_line() {
    ReadText whole = ReadText.of(MODERN);

    assertThat(ReadText.of(MODERN.strip().replace('\n', ' ')).segments).isEqualTo(whole.segments);
    assertThat(ReadText.of(MODERN.replace("\n", "<br>")).segments).isEqualTo(whole.segments);
    assertThat(ReadText.of(MODERN.replace("\n", "<br />\r\n")).segments).isEqualTo(whole.segments);
  }

  @Test
  void should_report_what_is_cut_off_with_the_number_of_its_first_line() {
    ReadText read =
        ReadText.of(
            """
            12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80:
            some remark
            12:00:00.000100 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 1, ack 1, wi
            12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
            12:00:00.000300 IP 192.0.2.1.40000 > 192.0.
            """);

    assertThat(read.segments).hasSize(1);
    assertThat(read.complaints())
        .containsExactly("1: cut off", "3: no length", "5: no two addresses");
    assertThat(read.report.skipped()).isEqualTo(1);
  }

  private static String betweenWords(String text, int width, String mark) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String rest = line;
      while (rest.length() > width && rest.lastIndexOf(' ', width) > 16) {
        int blank = rest.lastIndexOf(' ', width);
        lines.add(mark + rest.substring(0, blank));
        rest = rest.substring(blank + 1);
      }
      lines.add(mark + rest);
    }
    return String.join("\n", lines);
  }

  private static String anywhere(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      for (int start = 0; start < line.length(); start += width) {
        lines.add(line.substring(start, Math.min(line.length(), start + width)));
      }
    }
    return String.join("\n", lines);
  }
}
