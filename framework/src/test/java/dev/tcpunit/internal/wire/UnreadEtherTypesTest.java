package dev.tcpunit.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.net.ChecksumStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadEtherTypesTest {
  private static final int ETHERNET = 1;

  @ParameterizedTest
  @ValueSource(ints = {0x8903, 0x6558, 0x8926, 0x893F, 0x9200, 0x9300, 0x88E5, 0x22F3})
  void should_say_that_what_may_carry_tcp_was_not_read(int type) {
    assertThat(decode(type)).isEqualTo(FrameOutcome.UNSUPPORTED_LINK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0806, 0x88CC, 0x888E, 0x86DC})
  void should_take_the_others_for_what_they_are(int type) {
    assertThat(decode(type)).isEqualTo(FrameOutcome.NOT_TCP);
  }

  private static FrameOutcome decode(int type) {
    byte[] bytes = new byte[80];
    bytes[12] = (byte) (type >> 8);
    bytes[13] = (byte) type;
    CapturedFrame frame = new CapturedFrame();
    frame.wrap(bytes, 0, bytes.length, bytes.length).stamp(0, ETHERNET, ChecksumStatus.UNKNOWN);
    return new FrameDecoder(false).decode(frame, new DecodedSegment());
  }
}
