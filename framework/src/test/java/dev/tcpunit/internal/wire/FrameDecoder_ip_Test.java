package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.FrameOutcome.ICMP_ERROR;
import static dev.tcpunit.internal.wire.FrameOutcome.MALFORMED;
import static dev.tcpunit.internal.wire.FrameOutcome.NOT_TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TRUNCATED;
import static dev.tcpunit.internal.wire.FrameOutcome.TUNNEL;
import static dev.tcpunit.internal.wire.TestPacket.frame;
import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.ipv4;
import static dev.tcpunit.internal.wire.TestPacket.ipv6;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static dev.tcpunit.internal.wire.TestPacket.raw;
import static dev.tcpunit.internal.wire.TestPacket.setU16;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoder_ip_Test {
  private static final int DONT_FRAGMENT = 0x4000;

  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();

  @Test
  void should_read_behind_ipv4_options() {
    byte[] datagram = TestPacket.ipv4(6, DONT_FRAGMENT, hex("94040000 01010100"), ipv4().tcp());
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(6);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "83070408080808 00, UNKNOWN",
    "83070708080808 00, UNKNOWN",
    "89070408080808 00, UNKNOWN"
  })
  @CsvSource({"83070808080808 00, VALID", "0183000000000000, VALID", "8200000000000000, VALID"})
  void should_not_judge_a_checksum_while_a_source_route_has_hops_left(
      String options, ChecksumStatus expected) {
    then(decode(TestPacket.ipv4(6, DONT_FRAGMENT, hex(options), ipv4().tcp()))).isEqualTo(TCP);
    then(segment.checksum).isEqualTo(expected);
  }

  /** The type of service, the time to live, the identification, the sum itself. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 10, 11})
  void should_see_that_the_ip_header_was_damaged(int at) {
    byte[] datagram = ipv4().ip();
    datagram[at] ^= 4;
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.badIpChecksum).isTrue();
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
    then(decode(ipv4().ip())).isEqualTo(TCP);
    then(segment.badIpChecksum).isFalse();
  }

  @Test
  void should_see_that_ip_options_were_damaged() {
    byte[] datagram = TestPacket.ipv4(6, DONT_FRAGMENT, hex("94040000 01010100"), ipv4().tcp());
    datagram[22] ^= 1;
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.badIpChecksum).isTrue();
  }

  @Test
  void should_not_blame_a_sum_that_was_left_to_the_device() {
    byte[] datagram = ipv4().ip();
    setU16(datagram, 10, 0);
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.badIpChecksum).isFalse();
  }

  @Test
  void should_take_the_frame_for_a_datagram_of_total_length_zero() {
    byte[] datagram = ipv4().payloadOf(3_000).ip();
    setU16(datagram, 2, 0);
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(3_000);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
    then(segment.badIpChecksum).isFalse();
  }

  @Test
  void should_take_the_frame_for_an_ipv6_packet_of_payload_length_zero() {
    // GIVEN more than the payload length could say (RFC 2675)
    byte[] packet = ipv6().payloadOf(70_000).ip();
    setU16(packet, 4, 0);
    // THEN
    then(decode(packet)).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(70_000);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @Test
  void should_read_a_jumbogram() {
    // GIVEN a hop-by-hop header with the jumbo payload option
    byte[] tcp = ipv6().payloadOf(70_000).tcp();
    byte[] jumbo = join(hex("0600c204"), TestPacket.i32(tcp.length + 8), tcp);
    byte[] packet = TestPacket.ipv6(0, jumbo);
    setU16(packet, 4, 0);
    // THEN
    then(decode(packet)).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(70_000);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @Test
  void should_believe_the_ip_length_where_the_frame_is_shorter() {
    // GIVEN a file whose writer cut the frames and their original lengths alike
    byte[] cut = Arrays.copyOf(ipv4().payloadOf(1_000).ip(), 140);
    // THEN
    then(decode(cut)).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(1_000);
    then(segment.payloadCaptured).isEqualTo(100);
    then(segment.checksum).isEqualTo(ChecksumStatus.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 15})
  void should_refuse_an_ipv4_header_length_below_20_or_beyond_the_datagram(int words) {
    byte[] datagram = ipv4().ip();
    datagram[0] = (byte) (0x40 | words);
    then(decode(datagram)).isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 39})
  void should_refuse_an_ipv4_total_length_that_ends_within_the_headers(int length) {
    byte[] datagram = ipv4().ip();
    setU16(datagram, 2, length);
    then(decode(datagram)).isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void should_refuse_other_ip_versions(int version) {
    byte[] datagram = ipv4().ip();
    datagram[0] = (byte) (version << 4 | 5);
    then(decode(datagram)).isEqualTo(MALFORMED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HOP BY HOP, 0, 0600 0104 00000000, VALID",
    "DESTINATION OPTIONS, 60, 0601 0104 00000000 0000000000000000, VALID",
    "HOME ADDRESS OPTION, 60, 0602 0104 00000000 c910 20010db800000000000000000000, UNKNOWN",
    "ROUTING WITHOUT SEGMENTS LEFT, 43, 0600 0000 00000000, VALID",
    "ROUTING WITH SEGMENTS LEFT, 43, 0600 0001 00000000, UNKNOWN",
    "ATOMIC FRAGMENT, 44, 0600 0000 00000001, VALID",
    "AUTHENTICATION, 51, 0604 0000 00000001 00000001 000000000000000000000000, VALID",
    "MOBILITY, 135, 0600 0000 00000000, VALID",
    "HOP BY HOP AND DESTINATION OPTIONS, 0, 3c00 0104 00000000 0600 0104 00000000, VALID",
  })
  void should_read_behind_ipv6_extension(
      String name, int protocol, String header, ChecksumStatus expected) {
    then(decode(TestPacket.ipv6(protocol, join(hex(header), ipv6().tcp())))).isEqualTo(TCP);
    then(segment.payloadLength).isEqualTo(6);
    then(segment.checksum).isEqualTo(expected);
  }

  @Test
  void should_read_behind_an_authentication_header_over_ipv4() {
    byte[] header = hex("0604 0000 00000001 00000001 000000000000000000000000");
    byte[] datagram = TestPacket.ipv4(51, DONT_FRAGMENT, new byte[0], join(header, ipv4().tcp()));
    then(decode(datagram)).isEqualTo(TCP);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @Test
  void should_follow_many_extension_headers() {
    byte[] chain = new byte[0];
    for (int i = 0; i < 500; i++) {
      chain = join(hex(i == 0 ? "0600010400000000" : "3c00010400000000"), chain);
    }
    then(decode(TestPacket.ipv6(60, join(chain, ipv6().tcp())))).isEqualTo(TCP);
  }

  @Test
  void should_refuse_an_extension_header_that_ends_behind_the_packet() {
    byte[] packet = TestPacket.ipv6(0, join(hex("06ff010400000000"), ipv6().tcp()));
    then(decode(packet)).isEqualTo(MALFORMED);
    then(decoder.decode(frame(LinkTypes.RAW, packet, 47), segment)).isEqualTo(TRUNCATED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ICMP, 1",
    "IGMP, 2",
    "UDP, 17",
    "DCCP, 33",
    "ESP, 50",
    "OSPF, 89",
    "SCTP, 132",
    "HOPOPT, 0",
    "NO NEXT HEADER, 59",
    "RESERVED, 255"
  })
  void should_not_look_for_tcp_in_another_protocol_over_ipv4(String name, int protocol) {
    // GIVEN what would be a TCP segment, if it were TCP
    byte[] datagram =
        TestPacket.ipv4(protocol, DONT_FRAGMENT, new byte[0], ipv4().payloadOf(100).tcp());
    // THEN
    then(decode(datagram)).isEqualTo(NOT_TCP);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"UDP, 17", "ESP, 50", "ICMPV6, 58", "NO NEXT HEADER, 59", "EXPERIMENT, 253"})
  void should_not_look_for_tcp_in_another_protocol_over_ipv6(String name, int protocol) {
    then(decode(TestPacket.ipv6(protocol, ipv6().payloadOf(100).tcp()))).isEqualTo(NOT_TCP);
  }

  @Test
  void should_not_take_the_tcp_header_that_an_icmp_error_quotes_for_a_segment() {
    byte[] error = join(hex("0301 0000 00000000"), ipv4().ip());
    byte[] error6 = join(hex("0100 0000 00000000"), ipv6().ip());
    then(decode(TestPacket.ipv4(1, DONT_FRAGMENT, new byte[0], error))).isEqualTo(ICMP_ERROR);
    then(decode(TestPacket.ipv6(58, error6))).isEqualTo(ICMP_ERROR);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "IP IN IP, 4, ''",
    "IPV6 IN IP, 41, ''",
    "GRE, 47, 00000800",
    "IPIP, 94, ''",
    "ETHERIP, 97, 3000",
    "MPLS IN IP, 137, 000651ff",
    "VXLAN, 17, c350 12b5 0100 0000 0800000000000100",
    "VXLAN OF LINUX, 17, c350 2118 0100 0000 0800000000000100",
    "GENEVE, 17, c350 17c1 0100 0000 0000655800000100",
    "GTP USER PACKET, 17, 0868 0868 0100 0000 30ff 0028 00000001",
  })
  void should_count_a_tunnel(String name, int protocol, String header) {
    byte[] content = join(hex(header), ipv4().ip());
    then(decode(TestPacket.ipv4(protocol, DONT_FRAGMENT, new byte[0], content))).isEqualTo(TUNNEL);
    then(decode(TestPacket.ipv6(protocol, content))).isEqualTo(TUNNEL);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "GTP ECHO, 0868 0868 0100 0000 3201 0028 00000001",
    "GTP VERSION 2, 0868 0868 0100 0000 50ff 0028 00000001",
    "TEREDO, c350 0dd8 0100 0000",
    "REPLY FROM PORT 4789, 12b5 c350 0100 0000 0800000000000100",
    "HALF A UDP HEADER, c350 12b5",
  })
  void should_not_count_other_udp_as_a_tunnel(String name, String header) {
    byte[] datagram = TestPacket.ipv4(17, DONT_FRAGMENT, new byte[0], hex(header));
    then(decode(datagram)).isEqualTo(NOT_TCP);
  }

  private FrameOutcome decode(byte[] ip) {
    return decoder.decode(raw(ip), segment);
  }
}
