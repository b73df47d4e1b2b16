package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.FrameOutcome.ICMP_ERROR;
import static dev.tcpunit.internal.wire.FrameOutcome.NOT_TCP;
import static dev.tcpunit.internal.wire.TestPacket.frame;
import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.ipv4;
import static dev.tcpunit.internal.wire.TestPacket.ipv6;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static dev.tcpunit.internal.wire.TestPacket.raw;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.LinkTypes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoder_icmp_Test {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();
  private final DecodedSegment sent = new DecodedSegment();

  @ParameterizedTest
  @CsvSource({
    "0303 0000 00000000, 3, 3, -1",
    "0304 0000 00000578, 3, 4, 1400",
    "0304 0000 00000000, 3, 4, -1",
    "0b00 0000 00000000, 11, 0, -1",
    "0c00 0000 14000000, 12, 0, -1",
    "0400 0000 00000000, 4, 0, -1"
  })
  void should_read_an_error_about_a_segment_over_ipv4(String header, int type, int code, int mtu) {
    then(decoder.decode(raw(ipv4().payloadOf(100).ip()), sent)).isEqualTo(FrameOutcome.TCP);
    then(icmp(join(hex(header), ipv4().payloadOf(100).ip()))).isEqualTo(ICMP_ERROR);
    thenIsSays(type, code, mtu);
    then(segment.payloadLength).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "0104 0000 00000000, 1, 4, -1",
    "0200 0000 00000500, 2, 0, 1280",
    "0300 0000 00000000, 3, 0, -1",
    "0401 0000 00000028, 4, 1, -1"
  })
  void should_read_an_error_about_a_segment_over_ipv6(String header, int type, int code, int mtu) {
    then(decoder.decode(raw(ipv6().payloadOf(100).ip()), sent)).isEqualTo(FrameOutcome.TCP);
    then(icmp6(join(hex(header), ipv6().payloadOf(100).ip()))).isEqualTo(ICMP_ERROR);
    thenIsSays(type, code, mtu);
  }

  private void thenIsSays(int type, int code, int mtu) {
    DecodedIcmpError error = decoder.icmpError();
    then(error.type).isEqualTo(type);
    then(error.code).isEqualTo(code);
    then(error.mtu).isEqualTo(mtu);
    then(error.hasNumber).isTrue();
    then(segment.source()).isEqualTo(sent.source());
    then(segment.destination()).isEqualTo(sent.destination());
    then(segment.seq).isEqualTo(sent.seq);
    then(segment.ack).isEqualTo(sent.ack);
    then(segment.flags).isEqualTo(sent.flags);
  }

  /** What RFC 792 asks for: the IP header and 64 bits. */
  @Test
  void should_do_with_the_ports_and_the_number() {
    byte[] whole = ipv4().ip();
    byte[] quoted = Arrays.copyOf(whole, whole.length - ipv4().tcp().length + 8);

    then(icmp(join(hex("0301 0000 00000000"), quoted))).isEqualTo(ICMP_ERROR);
    then(segment.sourcePort).isPositive();
    then(segment.seq).isNotZero();
    then(segment.flags).isZero();
  }

  @Test
  void should_read_behind_extension_headers() {
    byte[] quoted =
        TestPacket.ipv6(
            IpProtocols.DESTINATION_OPTIONS, join(hex("0600010400000000"), ipv6().tcp()));

    then(icmp6(join(hex("0100 0000 00000000"), quoted))).isEqualTo(ICMP_ERROR);
    then(segment.sourcePort).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0800 0000 00000000", "0000 0000 00000000", "0501 0000 c0000201"})
  void should_not_take_another_message_for_an_error(String header) {
    then(icmp(join(hex(header), ipv4().ip()))).isEqualTo(NOT_TCP);
  }

  @Test
  void should_leave_out_what_is_said_of_another_protocol() {
    byte[] datagram = TestPacket.ipv4(17, 0, new byte[0], ipv4().tcp());
    then(icmp(join(hex("0303 0000 00000000"), datagram))).isEqualTo(NOT_TCP);
    then(icmp6(join(hex("0104 0000 00000000"), TestPacket.ipv6(17, ipv6().tcp()))))
        .isEqualTo(NOT_TCP);
  }

  @Test
  void should_leave_out_a_later_fragment_that_is_quoted() {
    byte[] fragment = TestPacket.ipv4(6, 8, new byte[0], ipv4().tcp());
    then(icmp(join(hex("0303 0000 00000000"), fragment))).isEqualTo(NOT_TCP);
  }

  @Test
  void should_survive_any_length() {
    byte[] whole =
        TestPacket.ipv4(ICMP, 0, new byte[0], join(hex("0303 0000 00000000"), ipv4().ip()));
    int enough = whole.length - ipv4().tcp().length + 8;
    for (int length = 0; length < whole.length; length++) {
      FrameOutcome outcome = decoder.decode(frame(LinkTypes.RAW, whole, length), segment);
      then(outcome == ICMP_ERROR).isEqualTo(length >= enough);
    }
  }

  /** Its receiver drops it: nothing that it seems to say was told. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 20, 40, 60})
  void should_leave_out_an_error_that_was_damaged(int at) {
    byte[] message = summed(join(hex("0303 0000 00000000"), ipv4().payloadOf(100).ip()), false);
    byte[] message6 = summed(join(hex("0104 0000 00000000"), ipv6().payloadOf(100).ip()), true);
    then(icmp(message)).isEqualTo(ICMP_ERROR);
    then(icmp6(message6)).isEqualTo(ICMP_ERROR);

    message[at] ^= 16;
    message6[at] ^= 16;

    then(icmp(message)).isEqualTo(NOT_TCP);
    then(icmp6(message6)).isEqualTo(NOT_TCP);
  }

  @Test
  void should_leave_out_an_error_in_a_packet_that_ip_drops() {
    byte[] packet =
        TestPacket.ipv4(ICMP, 0, new byte[0], join(hex("0303 0000 00000000"), ipv4().ip()));
    packet[8] ^= 1;

    then(decoder.decode(raw(packet), segment)).isEqualTo(NOT_TCP);
  }

  /** It goes to the sender of what it quotes, or to somebody else. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_see_whom_an_error_goes_to(boolean ipv6) {
    byte[] message = ipv6 ? hex("0104 0000 00000000") : hex("0303 0000 00000000");
    byte[] quoting = join(message, ipv6 ? ipv6().ip() : ipv4().ip());
    byte[] packet =
        ipv6 ? TestPacket.ipv6(ICMPV6, quoting) : TestPacket.ipv4(ICMP, 0, new byte[0], quoting);

    then(decoder.decode(raw(packet), segment)).isEqualTo(ICMP_ERROR);
    then(decoder.icmpError().misdirected).isTrue();

    int length = ipv6 ? 16 : 4;
    int at = ipv6 ? 8 : 12;
    byte[] source = Arrays.copyOfRange(packet, at, at + length);
    System.arraycopy(packet, at + length, packet, at, length);
    System.arraycopy(source, 0, packet, at + length, length);
    then(decoder.decode(raw(packet), segment)).isEqualTo(ICMP_ERROR);
    then(decoder.icmpError().misdirected).isFalse();
  }

  /** Puts the right checksum into a message whose field is zero. */
  private static byte[] summed(byte[] message, boolean ipv6) {
    byte[] pseudo =
        ipv6
            ? join(
                TestPacket.V6_SOURCE,
                TestPacket.V6_DESTINATION,
                TestPacket.i32(message.length),
                TestPacket.i32(ICMPV6))
            : new byte[0];
    TestPacket.setU16(message, 2, ~TestPacket.referenceSum(join(pseudo, message)) & 0xFFFF);
    return message;
  }

  private FrameOutcome icmp(byte[] message) {
    return decoder.decode(raw(TestPacket.ipv4(ICMP, 0, new byte[0], message)), segment);
  }

  private FrameOutcome icmp6(byte[] message) {
    return decoder.decode(raw(TestPacket.ipv6(ICMPV6, message)), segment);
  }
}
