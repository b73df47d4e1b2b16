package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of text, however they are encoded and packed. */
class TextFilesTest {
  private static final String TEXT =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, length 0
      12:00:00.000100 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 2000, ack 1001, win 65160, length 0
      12:00:00.000150 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
      12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:101, ack 1, win 502, length 100
      """;

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8", "", StandardCharsets.UTF_8),
        Arguments.of("UTF-8 with a mark", "\uFEFF", StandardCharsets.UTF_8),
        Arguments.of("UTF-16LE with a mark", "\uFEFF", StandardCharsets.UTF_16LE),
        Arguments.of("UTF-16BE with a mark", "\uFEFF", StandardCharsets.UTF_16BE),
        Arguments.of("UTF-16LE", "", StandardCharsets.UTF_16LE),
        Arguments.of("UTF-16BE", "", StandardCharsets.UTF_16BE),
        Arguments.of("colours", "\u001B[32m", StandardCharsets.UTF_8),
        Arguments.of("Latin-1 with a no-break blank", "\u00A0", StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void should_read_text_in_any_encoding_plain_and_packed(
      String name, String start, Charset charset) {
    byte[] bytes = (start + TEXT).getBytes(charset);

    assertComplete(read(bytes));
    assertComplete(read(gzip(bytes)));
  }

  @Test
  void should_say_that_packed_text_ends_early_and_keep_what_was_read() {
    byte[] packed = gzip(TEXT.repeat(3000).getBytes(StandardCharsets.UTF_8));

    Trace trace = read(Arrays.copyOf(packed, packed.length - 100));

    assertThat(trace.tcpSegments()).isPositive();
    assertThat(trace.completeness().damage().orElseThrow().reason())
        .isEqualTo("the compressed data end early");
  }

  @Test
  void should_name_the_lines_that_could_not_be_read_and_count_the_others() {
    Trace trace =
        read(
            ("a remark\n" + TEXT + "12:00:01.0 IP 192.0.2.1.1 > 192.0.2.2.2: Flags [S], seq 1\n")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(trace.ignored().skippedLines()).isEqualTo(1);
    assertThat(trace.ignored().malformed()).isEqualTo(1);
    assertThat(trace.completeness().isComplete()).isFalse();
    assertThat(trace.completeness().unreadLines())
        .singleElement()
        .asString()
        .startsWith("line 6: no length: 12:00:01.0 IP");
  }

  @Test
  void should_throw_if_a_string_has_such_a_line() {
    assertThatThrownBy(() -> Traces.parseTcpdump(TEXT + "x > y: Flags [S], seq 1, win 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 5: not in a form that tcpdump prints: x > y");
    assertThatThrownBy(
            () ->
                Traces.parseTcpdump(
                    "IP 192.0.2.300.1 > 192.0.2.2.2: Flags [S], seq 1\n".repeat(150)))
        .hasMessageContaining("line 100: ")
        .hasMessageEndingWith("and 50 more");
  }

  /** Were the line kept, it would take hundreds of megabytes. */
  @Test
  void should_need_no_memory_for_a_line_without_end() {
    InputStream endless = new Endless(TEXT, 300_000_000);

    Trace trace = Traces.read(endless, "endless.txt", AnalysisOptions.SUMMARY);

    assertThat(trace.tcpSegments()).isEqualTo(4);
    assertThat(trace.completeness().unreadLines())
        .singleElement()
        .asString()
        .startsWith("line 5: longer than 16384 characters: 12:00:01.0 IP");
  }

  @ParameterizedTest
  @CsvSource({
    "absolute-rst-in-fragment.txt, 3, 1, 1",
    "refused-relative-ack.txt, 2, 0, 0",
    "byte-order-mark.txt, 4, 100, 0",
    "html-escaped.txt, 4, 100, 0",
    "indented-time-back.txt, 4, 100, 0",
    "numbered.txt, 4, 100, 0",
    "openbsd.txt, 5, 309, 0",
    "partly-quoted.txt, 5, 100, 0",
    "utf16.txt, 4, 100, 0",
    "vlan-of-older-tcpdump.txt, 2, 52, 0",
    "wrapped-before-flags.txt, 3, 0, 0"
  })
  void should_read_what_others_have(String name, int segments, long bytes, long resent)
      throws IOException {
    Trace trace = Traces.read(SharedCorpus.require("faults").resolve(name));

    assertThat(trace.completeness().isComplete()).isTrue();
    assertThat(trace.tcpSegments()).isEqualTo(segments);
    Connection only = trace.connections().get(0);
    assertThat(trace.connections()).hasSize(1);
    assertThat(only.clientToServer().count(FlowCount.BYTES)).isEqualTo(bytes);
    assertThat(only.clientToServer().count(FlowCount.RETRANSMISSIONS)).isEqualTo(resent);
    assertThat(only.durationNanos()).isLessThanOrEqualTo(1_000_000_000);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 123457", "77, 1"})
  void should_see_that_a_relative_number_acknowledges_the_syn(long seq, long ack) {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 123456, win 16384, length 0
            12:00:00.1 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [R.], seq %d, ack %d, win 0, length 0
            """
                .formatted(seq, ack));

    assertThat(trace.connections().get(0).handshake().state()).isEqualTo(Handshake.State.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.2.80 > 192.0.2.1.40000", "192.0.2.1.40000 > 192.0.2.2.80"})
  void should_take_an_absolute_reset_in_an_excerpt_of_relative_numbers_for_the_next(String way) {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 501:601, ack 9, win 5, length 100
            12:00:00.1 IP %s: Flags [R], seq 3563145904, win 255, length 0
            12:00:00.2 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 501:601, ack 9, win 5, length 100
            12:00:00.3 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 601:701, ack 9, win 5, length 100
            """
                .formatted(way));

    Connection only = trace.connections().get(0);
    assertThat(only.clientToServer().count(FlowCount.BYTES)).isEqualTo(200);
    assertThat(only.clientToServer().count(FlowCount.RETRANSMISSIONS)).isEqualTo(1);
  }

  private static void assertComplete(Trace trace) {
    assertThat(trace.completeness().isComplete()).isTrue();
    assertThat(trace.tcpSegments()).isEqualTo(4);
    Connection only = trace.connections().get(0);
    assertThat(only.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
    assertThat(only.clientToServer().count(FlowCount.BYTES)).isEqualTo(100);
  }

  private static Trace read(byte[] bytes) {
    return Traces.read(new ByteArrayInputStream(bytes), "text", AnalysisOptions.SEGMENTS);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  /** A text and then a line that goes on. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private long position;
    private final long size;

    Endless(String text, long size) {
      start = (text + "12:00:01.0 IP 192.0.2.1.1 > ").getBytes(StandardCharsets.US_ASCII);
      this.size = size;
    }

    @Override
    public int read() {
      int next = position < start.length ? start[(int) position] : 'x';
      return position++ < size ? next : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position < start.length) {
        return copyStart(target, offset, length);
      }
      int count = (int) Math.min(length, size - position);
      Arrays.fill(target, offset, offset + Math.max(0, count), (byte) 'x');
      position += count;
      return count > 0 ? count : -1;
    }

    private int copyStart(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, start.length - position);
      System.arraycopy(start, (int) position, target, offset, count);
      position += count;
      return count;
    }
  }
}
