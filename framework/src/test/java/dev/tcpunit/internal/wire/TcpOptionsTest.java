package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.DecodedSegment.ABSENT;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.net.TcpFlags;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpOptionsTest {
  private static final String TIMESTAMPS = "080a fffffffe 80000001";

  private final DecodedSegment segment = new DecodedSegment();

  @Test
  void should_read_the_options_of_a_linux_syn() {
    decode("020405b4 0402 " + TIMESTAMPS + " 01 030307");
    then(segment.mss).isEqualTo(1_460);
    then(segment.sackPermitted).isTrue();
    then(segment.hasTimestamps).isTrue();
    then(segment.tsVal).isEqualTo(0xFFFF_FFFE);
    then(segment.tsEcr).isEqualTo(0x8000_0001);
    then(segment.windowScale).isEqualTo(7);
    thenIsSound();
  }

  @Test
  void should_have_no_options_where_there_are_none() {
    decode("");
    then(segment.mss).isEqualTo(ABSENT);
    then(segment.windowScale).isEqualTo(ABSENT);
    then(segment.fastOpenCookieLength).isEqualTo(ABSENT);
    then(segment.sackPermitted).isFalse();
    then(segment.hasTimestamps).isFalse();
    then(segment.sackBlocks).isZero();
    then(segment.multipath).isFalse();
    then(segment.authenticated).isFalse();
    thenIsSound();
  }

  /** RFC 9768 section 3.2.3: ECT(1), ECT(0) and CE stand at 1, 2 and 3. */
  @ParameterizedTest
  @CsvSource({
    "ac0b 000001 000102 ffffff, 16777215, 1, 258",
    "ae0b 000001 000102 ffffff, 1, 16777215, 258",
    "ac08 000001 000102 01, -1, 1, 258",
    "ae08 000001 000102 01, 1, -1, 258",
    "ac05 000007 010101, -1, 7, -1",
    "ae05 000007 010101, 7, -1, -1",
    "ae02 0101, -1, -1, -1"
  })
  void should_read_the_counters_of_accurate_ecn(String options, int ect1, int ect0, int ce) {
    decode(options);
    then(segment.hasAccurateEcn).isTrue();
    then(Arrays.copyOfRange(segment.accurateEcn, 1, 4)).containsExactly(ect1, ect0, ce);
    thenIsSound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ac04 0000", "ac0c 00000000000000000000", "ae0e 000000000000000000000000"})
  void should_flag_an_option_of_accurate_ecn_of_another_length(String options) {
    decode(options);
    then(segment.hasAccurateEcn).isFalse();
    then(segment.malformedOptions).isTrue();
  }

  @Test
  void should_read_the_greatest_mss_as_unsigned() {
    decode("0204ffff");
    then(segment.mss).isEqualTo(65_535);
  }

  @ParameterizedTest
  @CsvSource({"0101080afffffffe80000001", "080afffffffe800000010101", "01080afffffffe8000000100"})
  void should_read_timestamps_wherever_the_padding_is(String options) {
    decode(options);
    then(segment.hasTimestamps).isTrue();
    then(segment.tsVal).isEqualTo(0xFFFF_FFFE);
    then(segment.tsEcr).isEqualTo(0x8000_0001);
    thenIsSound();
  }

  @ParameterizedTest
  @CsvSource({"00, 0", "01, 1", "0e, 14", "0f, 14", "ff, 14"})
  void should_take_a_window_scale_above_14_for_14(String shift, int expected) {
    decode("0303" + shift);
    then(segment.windowScale).isEqualTo(expected);
    thenIsSound();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void should_read_up_to_four_sack_blocks(int blocks) {
    StringBuilder options = new StringBuilder("05%02x".formatted(2 + 8 * blocks));
    int[] expected = new int[2 * blocks];
    for (int i = 0; i < 2 * blocks; i++) {
      expected[i] = TestPacket.ISN + 100 * i;
      options.append("%08x".formatted(expected[i]));
    }
    decode(options.toString());
    then(segment.sackBlocks).isEqualTo(blocks);
    then(Arrays.copyOf(segment.sackEdges, 2 * blocks)).isEqualTo(expected);
    thenIsSound();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "REQUEST, 2202, 0",
    "SHORT COOKIE, 220611223344, 4",
    "COOKIE, 220a1122334455667788, 8",
    "LONG COOKIE, 221211223344556677881122334455667788, 16",
    "EXPERIMENTAL REQUEST, fe04f989, 0",
    "EXPERIMENTAL COOKIE, fe0cf9891122334455667788, 8",
  })
  void should_read_fast_open(String name, String options, int cookieLength) {
    decode(options);
    then(segment.fastOpenCookieLength).isEqualTo(cookieLength);
    thenIsSound();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"CAPABLE, 1e0c00811122334455667788", "VERSION 1, 1e0401ff", "DSS, 1e082001 00000001"})
  void should_see_multipath(String name, String options) {
    decode(options);
    then(segment.multipath).isTrue();
    thenIsSound();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "MD5, 131200112233445566778899aabbccddeeff",
    "AO, 1d100102 00112233445566778899aabb",
    "AO WITHOUT A CODE, 1d040102",
  })
  void should_see_authentication(String name, String options) {
    decode(options);
    then(segment.authenticated).isTrue();
    thenIsSound();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "USER TIMEOUT, 1c048001",
    "EXPERIMENT, fe040001",
    "NO CONTENT, c802",
    "ECHO, 0606eeeeeeee"
  })
  void should_flag_unknown_kinds_and_read_on(String name, String options) {
    decode(options + "0402");
    then(segment.unknownOptions).isTrue();
    then(segment.malformedOptions).isFalse();
    then(segment.sackPermitted).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "MSS, 020300",
    "WINDOW SCALE, 03040707",
    "SACK PERMITTED, 040300",
    "SACK WITHOUT BLOCKS, 0502",
    "SACK WITH HALF A BLOCK, 050600000001",
    "TIMESTAMPS, 080600000001",
    "MULTIPATH, 1e02",
    "MD5, 130400ff",
    "AO, 1d0300",
    "FAST OPEN ODD, 220711223344 55",
    "FAST OPEN SHORT, 22041122",
    "FAST OPEN EXPERIMENT SHORT, fe06f9891122",
    "FAST OPEN LONG, 2214 112233445566778811223344556677881122",
  })
  void should_leave_out_an_option_of_a_wrong_length_and_read_on(String name, String options) {
    decode(options + "0101" + "080a" + "0000000700000008");
    then(segment.malformedOptions).isTrue();
    then(segment.mss).isEqualTo(ABSENT);
    then(segment.windowScale).isEqualTo(ABSENT);
    then(segment.fastOpenCookieLength).isEqualTo(ABSENT);
    then(segment.sackPermitted).isFalse();
    then(segment.sackBlocks).isZero();
    then(segment.multipath).isFalse();
    then(segment.authenticated).isFalse();
    then(segment.tsVal).isEqualTo(7);
    then(segment.tsEcr).isEqualTo(8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "LENGTH 0, 020405b4 03000101",
    "LENGTH 1, 020405b4 03010101",
    "BEYOND THE HEADER, 020405b4 080a0101",
    "KIND AT THE END, 020405b4 01010108",
    "UNKNOWN BEYOND THE HEADER, 020405b4 c8ff0101",
  })
  void should_flag_a_list_that_cannot_be_followed_and_keep_what_came_before(
      String name, String options) {
    decode(options);
    then(segment.malformedOptions).isTrue();
    then(segment.optionsCut).isFalse();
    then(segment.mss).isEqualTo(1_460);
  }

  @Test
  void should_read_nothing_behind_the_end_of_the_list() {
    decode("00 020405b4 03000000");
    then(segment.mss).isEqualTo(ABSENT);
    thenIsSound();
  }

  @Test
  void should_take_the_later_of_two() {
    decode("03030203 03070000");
    then(segment.windowScale).isEqualTo(7);
  }

  @Test
  void should_tell_a_cut_list_from_a_malformed_one_wherever_it_is_cut() {
    // GIVEN a sound list of 20 bytes
    byte[] options = TestPacket.hex("020405b4 0402 080afffffffe80000001 01 030307");
    for (int captured = 0; captured < options.length; captured++) {
      segment.clear();
      TcpOptions.read(options, 0, options.length, captured, segment);
      then(segment.optionsCut).as("%d bytes captured", captured).isTrue();
      then(segment.malformedOptions).isFalse();
      then(segment.mss).isEqualTo(captured < 4 ? ABSENT : 1_460);
      then(segment.sackPermitted).isEqualTo(captured >= 6);
      then(segment.hasTimestamps).isEqualTo(captured >= 16);
    }
  }

  @Test
  void should_not_call_a_list_cut_that_ended_before_the_cut() {
    segment.clear();
    TcpOptions.read(TestPacket.hex("020405b400000000"), 0, 8, 5, segment);
    thenIsSound();
  }

  private void thenIsSound() {
    then(segment.malformedOptions).isFalse();
    then(segment.optionsCut).isFalse();
    then(segment.unknownOptions).isFalse();
  }

  private void decode(String options) {
    byte[] ip = TestPacket.ipv4().flags(TcpFlags.SYN).options(options.replace(" ", "")).ip();
    then(new FrameDecoder().decode(TestPacket.raw(ip), segment)).isEqualTo(FrameOutcome.TCP);
  }
}
