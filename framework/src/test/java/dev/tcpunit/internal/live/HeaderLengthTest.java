package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.net.ChecksumStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderLengthTest {
  private static final int ETHERNET = 1;
  private static final int ETHERNET_AND_IP = 14 + 20;
  private static final int TCP = 20;

  /** The offset counts in units of eight bytes; 0x2000 says that more follow. */
  @ParameterizedTest
  @CsvSource({"0x2000, 54", "0x2005, 34", "0x0005, 34", "0x0100, 34"})
  void should_keep_no_payload_of_a_part_of_a_datagram(String flagsAndOffset, int kept) {
    byte[] bytes = new byte[ETHERNET_AND_IP + 40];
    bytes[12] = 8;
    bytes[14] = 0x45;
    bytes[17] = (byte) (20 + 40);
    int field = Integer.decode(flagsAndOffset);
    bytes[20] = (byte) (field >> 8);
    bytes[21] = (byte) field;
    bytes[22] = 64;
    bytes[23] = 6;
    bytes[ETHERNET_AND_IP + 12] = TCP / 4 << 4;
    CapturedFrame frame = new CapturedFrame();
    frame.wrap(bytes, 0, bytes.length, bytes.length).stamp(0, ETHERNET, ChecksumStatus.UNKNOWN);
    DecodedSegment segment = new DecodedSegment();

    int length = HeaderLength.of(frame, new FrameDecoder(false).decode(frame, segment), segment);

    assertThat(length).isEqualTo(kept);
  }
}
