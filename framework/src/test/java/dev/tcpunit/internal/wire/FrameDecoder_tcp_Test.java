package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.TestPacket.frame;
import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.ipv4;
import static dev.tcpunit.internal.wire.TestPacket.ipv6;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static dev.tcpunit.internal.wire.TestPacket.raw;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoder_tcp_Test {
  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();

  @Test
  void should_fill_all_fields_of_an_ipv4_segment() {
    // GIVEN
    CapturedFrame frame = frame(LinkTypes.ETHERNET, ipv4().ethernet());
    // WHEN
    FrameOutcome outcome = decoder.decode(frame, segment);
    // THEN
    then(outcome).isEqualTo(FrameOutcome.TCP);
    then(segment.timeNanos).isEqualTo(1_000_000_007L);
    then(segment.ipv6).isFalse();
    then(segment.source()).hasToString("192.0.2.1:40000");
    then(segment.destination()).hasToString("192.0.2.2:443");
    then(segment.ipId).isEqualTo(0x1234);
    then(segment.ecn).isEqualTo(2);
    then(segment.seq).isEqualTo(TestPacket.ISN);
    then(segment.ack).isEqualTo(0xFFFF_FFF8);
    then(segment.flags).isEqualTo(TcpFlags.ACK | TcpFlags.PSH);
    then(segment.window).isEqualTo(1_024);
    then(segment.urgentPointer).isEqualTo(7);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
    then(payload()).isEqualTo("upload");
    then(segment.payloadLength).isEqualTo(6);
  }

  @Test
  void should_fill_all_fields_of_an_ipv6_segment() {
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(LinkTypes.ETHERNET, ipv6().ethernet()), segment);
    // THEN
    then(outcome).isEqualTo(FrameOutcome.TCP);
    then(segment.ipv6).isTrue();
    then(segment.source()).hasToString("[2001:db8::1]:40000");
    then(segment.destination()).hasToString("[2001:db8::2]:443");
    then(segment.ipId).isEqualTo(DecodedSegment.ABSENT);
    then(segment.ecn).isEqualTo(1);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
    then(payload()).isEqualTo("upload");
  }

  @Test
  void should_forget_the_options_and_the_payload_of_the_segment_before() {
    // GIVEN
    decoder.decode(raw(ipv4().options("020405b4").ip()), segment);
    then(segment.mss).isEqualTo(1_460);
    // WHEN
    decoder.decode(raw(ipv4().payloadOf(0).ip()), segment);
    // THEN
    then(segment.mss).isEqualTo(DecodedSegment.ABSENT);
    then(segment.payloadLength).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x001, 0x002, 0x004, 0x008, 0x010, 0x020, 0x040, 0x080, 0x100, 0x1FF, 0})
  void should_read_each_flag(int flag) {
    then(decoder.decode(raw(ipv4().flags(flag).ip()), segment)).isEqualTo(FrameOutcome.TCP);
    then(segment.flags).isEqualTo(flag);
  }

  @Test
  void should_not_take_ethernet_padding_for_payload() {
    // GIVEN a frame of the least length of Ethernet
    byte[] padded = join(ipv4().payloadOf(0).ethernet(), hex("eeeeeeeeeeee"));
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(LinkTypes.ETHERNET, padded), segment);
    // THEN
    then(outcome).isEqualTo(FrameOutcome.TCP);
    then(segment.payloadLength).isZero();
    then(segment.payloadCaptured).isZero();
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @Test
  void should_count_payload_that_the_snap_length_cut() {
    // WHEN
    byte[] bytes = ipv4().payloadOf(1_000).ip();
    FrameOutcome outcome = decoder.decode(frame(LinkTypes.RAW, bytes, 140), segment);
    // THEN
    then(outcome).isEqualTo(FrameOutcome.TCP);
    then(segment.payloadLength).isEqualTo(1_000);
    then(segment.payloadCaptured).isEqualTo(100);
    then(segment.checksum).isEqualTo(ChecksumStatus.UNKNOWN);
  }

  @Test
  void should_use_a_segment_whose_options_the_snap_length_cut() {
    // GIVEN MSS is there, window scale is cut
    byte[] bytes = ipv4().options("020405b4 01 030307").payloadOf(100).ip();
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(LinkTypes.RAW, bytes, 46), segment);
    // THEN
    then(outcome).isEqualTo(FrameOutcome.TCP);
    then(segment.mss).isEqualTo(1_460);
    then(segment.windowScale).isEqualTo(DecodedSegment.ABSENT);
    then(segment.optionsCut).isTrue();
    then(segment.malformedOptions).isFalse();
    then(segment.payloadLength).isEqualTo(100);
    then(segment.payloadCaptured).isZero();
  }

  @Test
  void should_call_every_cut_within_the_headers_truncated() {
    byte[] bytes = ipv4().ethernet();
    for (int captured = 0; captured < 14 + 20 + 20; captured++) {
      then(decoder.decode(frame(LinkTypes.ETHERNET, bytes, captured), segment))
          .as("captured %d bytes", captured)
          .isEqualTo(FrameOutcome.TRUNCATED);
    }
    then(decoder.decode(frame(LinkTypes.ETHERNET, bytes, 54), segment)).isEqualTo(FrameOutcome.TCP);
  }

  @Test
  void should_call_every_frame_that_ends_within_the_headers_malformed() {
    byte[] bytes = ipv4().ethernet();
    for (int length = 0; length < 14 + 20; length++) {
      then(decoder.decode(frame(LinkTypes.ETHERNET, Arrays.copyOf(bytes, length)), segment))
          .as("a frame of %d bytes", length)
          .isEqualTo(FrameOutcome.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 15, 7})
  void should_refuse_a_data_offset_before_the_options_or_beyond_the_segment(int offset) {
    // GIVEN a segment of 26 bytes
    byte[] tcp = ipv4().tcp();
    tcp[12] = (byte) (offset << 4);
    // THEN
    then(decoder.decode(raw(ipv4().ip(tcp)), segment)).isEqualTo(FrameOutcome.MALFORMED);
  }

  @Test
  void should_refuse_an_ip_datagram_that_ends_within_the_tcp_header() {
    for (int length = 0; length < 20; length++) {
      byte[] tcp = Arrays.copyOf(ipv4().tcp(), length);
      then(decoder.decode(raw(ipv4().ip(tcp)), segment)).isEqualTo(FrameOutcome.MALFORMED);
      then(decoder.decode(raw(ipv6().ip(tcp)), segment))
          .as("%d bytes over IPv6", length)
          .isEqualTo(FrameOutcome.MALFORMED);
    }
  }

  private String payload() {
    return new String(
        segment.payloadBuffer,
        segment.payloadOffset,
        segment.payloadCaptured,
        StandardCharsets.US_ASCII);
  }
}
