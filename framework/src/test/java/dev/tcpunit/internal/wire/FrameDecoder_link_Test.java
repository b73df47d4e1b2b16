package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.FrameOutcome.MALFORMED;
import static dev.tcpunit.internal.wire.FrameOutcome.NOT_TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TRUNCATED;
import static dev.tcpunit.internal.wire.FrameOutcome.UNSUPPORTED_LINK;
import static dev.tcpunit.internal.wire.TestPacket.frame;
import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.ipv4;
import static dev.tcpunit.internal.wire.TestPacket.ipv6;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row is a link type and the bytes in front of the IP header. */
class FrameDecoder_link_Test {
  private static final String MAC = "020000000002 020000000001 ";
  private static final String SLL2 = " 0000 00000002 0001 00 06 0200000000010000";
  private static final String WIFI = " 2c00 020000000001 020000000002 020000000003 1000 ";

  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    LinkTypes.ETHERNET + ", ETHERNET," + MAC + "0800",
    LinkTypes.ETHERNET + ", VLAN," + MAC + "8100 0064 0800",
    LinkTypes.ETHERNET + ", QINQ," + MAC + "88a8 0064 8100 0065 0800",
    LinkTypes.ETHERNET + ", OLD QINQ," + MAC + "9100 0064 8100 0065 0800",
    LinkTypes.ETHERNET + ", FOUR TAGS," + MAC + "8100 0001 8100 0002 8100 0003 8100 0004 0800",
    LinkTypes.ETHERNET + ", SNAP," + MAC + "0036 aaaa03 000000 0800",
    LinkTypes.ETHERNET + ", VLAN AND SNAP," + MAC + "8100 0064 0036 aaaa03 000000 0800",
    LinkTypes.ETHERNET + ", BRIDGE TUNNEL SNAP," + MAC + "0036 aaaa03 0000f8 0800",
    LinkTypes.ETHERNET + ", LLC WITH IP," + MAC + "0031 060603",
    LinkTypes.ETHERNET + ", PPPOE," + MAC + "8864 1100 0001 0030 0021",
    LinkTypes.ETHERNET
        + ", PPPOE OVER QINQ,"
        + MAC
        + "88a8 0001 8100 0002 8864 1100 0001 0030 0021",
    LinkTypes.ETHERNET + ", MPLS," + MAC + "8847 000640ff 000651ff",
    LinkTypes.ETHERNET + ", MPLS UPSTREAM," + MAC + "8848 000651ff",
    LinkTypes.LINUX_SLL + ", COOKED, 0004 0001 0006 0200000000010000 0800",
    LinkTypes.LINUX_SLL + ", COOKED VLAN, 0000 0001 0006 0200000000010000 8100 0064 0800",
    LinkTypes.LINUX_SLL + ", COOKED LLC, 0000 0001 0006 0200000000010000 0004 aaaa03 000000 0800",
    LinkTypes.LINUX_SLL2 + ", COOKED 2, 0800" + SLL2,
    LinkTypes.NULL + ", NULL LITTLE ENDIAN, 02000000",
    LinkTypes.NULL + ", NULL BIG ENDIAN, 00000002",
    LinkTypes.LOOP + ", LOOP, 00000002",
    LinkTypes.RAW + ", RAW,''",
    LinkTypes.IPV4 + ", IPV4,''",
    "12, DLT_RAW,''",
    "14, DLT_RAW OF OPENBSD,''",
    LinkTypes.PPP + ", PPP, 0021",
    LinkTypes.PPP + ", PPP COMPRESSED PROTOCOL, 21",
    LinkTypes.PPP + ", PPP IN HDLC, ff03 0021",
    LinkTypes.PPP_HDLC + ", PPP_HDLC, ff03 0021",
    LinkTypes.PPP_HDLC + ", PPP_HDLC CISCO, 0f00 0800",
    LinkTypes.PPP + ", PPP MPLS, 0281 000651ff",
    LinkTypes.C_HDLC + ", C_HDLC, 0f00 0800",
    LinkTypes.C_HDLC + ", C_HDLC MULTICAST, 8f00 0800",
    LinkTypes.FDDI + ", FDDI, 50" + MAC + "aaaa03 000000 0800",
    LinkTypes.FDDI + ", SYNCHRONOUS FDDI, d0" + MAC + "aaaa03 000000 0800",
    LinkTypes.NFLOG + ", NFLOG LITTLE ENDIAN, 02000001 0800 0100 08000100 3200 0900",
    LinkTypes.NFLOG + ", NFLOG BIG ENDIAN, 02000001 0008 0001 08000100 0032 0009",
    LinkTypes.NFLOG + ", NFLOG PADDED ITEM, 02000001 0500 0a00 00eeeeee 3200 0900",
    LinkTypes.PKTAP + ", PKTAP, 14000000 01000000 01000000 0000000000000000" + MAC + "0800",
    LinkTypes.PKTAP + ", PKTAP RAW, 0c000000 01000000 0c000000",
    LinkTypes.IEEE802_11 + ", WIFI, 0801" + WIFI + "aaaa03 000000 0800",
    LinkTypes.IEEE802_11 + ", WIFI QOS, 8801" + WIFI + "0000 aaaa03 000000 0800",
    LinkTypes.IEEE802_11 + ", WIFI QOS HT, 8881" + WIFI + "0000 00000000 aaaa03 000000 0800",
    LinkTypes.IEEE802_11 + ", WIFI BRIDGE, 0803" + WIFI + "020000000004 aaaa03 000000 0800",
    LinkTypes.IEEE802_11_RADIOTAP
        + ", RADIOTAP, 00000900 02000000 00 0801"
        + WIFI
        + "aaaa03 000000 0800",
    LinkTypes.IEEE802_11_RADIOTAP
        + ", RADIOTAP PADDED, 00001900 030000a0 00000000 00000000 0000000000000000 20 8801"
        + WIFI
        + "0000 eeee aaaa03 000000 0800",
  })
  void should_find_ipv4_behind(int linkType, String name, String header) {
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(linkType, join(hex(header), ipv4().ip())), segment);
    // THEN
    then(outcome).isEqualTo(TCP);
    then(segment.source()).hasToString("192.0.2.1:40000");
    then(segment.payloadLength).isEqualTo(6);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    LinkTypes.ETHERNET + ", ETHERNET," + MAC + "86dd",
    LinkTypes.ETHERNET + ", VLAN," + MAC + "8100 0064 86dd",
    LinkTypes.ETHERNET + ", PPPOE," + MAC + "8864 1100 0001 0044 0057",
    LinkTypes.ETHERNET + ", MPLS," + MAC + "8847 000651ff",
    LinkTypes.LINUX_SLL + ", COOKED, 0004 0001 0006 0200000000010000 86dd",
    LinkTypes.LINUX_SLL2 + ", COOKED 2, 86dd" + SLL2,
    LinkTypes.NULL + ", NULL NETBSD, 18000000",
    LinkTypes.NULL + ", NULL FREEBSD, 1c000000",
    LinkTypes.NULL + ", NULL DARWIN, 1e000000",
    LinkTypes.NULL + ", NULL DARWIN BIG ENDIAN, 0000001e",
    LinkTypes.NULL + ", NULL LINUX, 0a000000",
    LinkTypes.LOOP + ", LOOP, 00000018",
    LinkTypes.RAW + ", RAW,''",
    LinkTypes.IPV6 + ", IPV6,''",
    LinkTypes.PPP + ", PPP, 0057",
    LinkTypes.C_HDLC + ", C_HDLC, 0f00 86dd",
    LinkTypes.NFLOG + ", NFLOG, 0a000001 4600 0900",
  })
  void should_find_ipv6_behind(int linkType, String name, String header) {
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(linkType, join(hex(header), ipv6().ip())), segment);
    // THEN
    then(outcome).isEqualTo(TCP);
    then(segment.source()).hasToString("[2001:db8::1]:40000");
    then(segment.payloadLength).isEqualTo(6);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    LinkTypes.ETHERNET + ", ARP," + MAC + "0806",
    LinkTypes.ETHERNET + ", LLDP," + MAC + "88cc",
    LinkTypes.ETHERNET + ", PPPOE DISCOVERY," + MAC + "8863",
    LinkTypes.ETHERNET + ", PPPOE LCP," + MAC + "8864 1100 0001 0030 c021",
    LinkTypes.ETHERNET + ", SPANNING TREE," + MAC + "0026 424203",
    LinkTypes.ETHERNET + ", SNAP OF CISCO," + MAC + "0026 aaaa03 00000c 2000",
    LinkTypes.ETHERNET + ", SNAP WITH A LENGTH FOR A TYPE," + MAC + "0026 aaaa03 000000 0020",
    LinkTypes.LINUX_SLL + ", NETLINK, 0004 0338 0000 0000000000000000 0000",
    LinkTypes.LINUX_SLL + ", SOCK_DIAG, 0004 0338 0000 0000000000000000 0004 aaaa03 000000 0800",
    LinkTypes.LINUX_SLL + ", CAN, 0004 0118 0000 0000000000000000 000c",
    LinkTypes.NULL + ", APPLETALK, 10000000",
    LinkTypes.LOOP + ", LITTLE ENDIAN, 02000000",
    LinkTypes.PPP + ", LCP, c021",
    LinkTypes.C_HDLC + ", KEEPALIVE, 8f00 8035",
    LinkTypes.C_HDLC + ", LENGTH, 8f00 0035",
    LinkTypes.FDDI + ", STATION MANAGEMENT, 41" + MAC + "aaaa03 000000 0800",
    LinkTypes.NFLOG + ", ARP, 03000001 3200 0900",
    LinkTypes.IEEE802_11 + ", BEACON, 8000" + WIFI,
    LinkTypes.IEEE802_11 + ", ACKNOWLEDGEMENT, d400 0000 020000000001",
    LinkTypes.IEEE802_11 + ", NULL DATA, 4801" + WIFI,
  })
  void should_not_look_for_tcp_in(int linkType, String name, String header) {
    then(decoder.decode(frame(linkType, join(hex(header), ipv4().ip())), segment))
        .isEqualTo(NOT_TCP);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    LinkTypes.ETHERNET + ", MACSEC," + MAC + "88e5",
    LinkTypes.ETHERNET + ", PROVIDER BACKBONE," + MAC + "88e7",
    LinkTypes.ETHERNET + ", PSEUDOWIRE," + MAC + "8847 000651ff 00000000",
    LinkTypes.ETHERNET + ", SNAP WITH VLAN," + MAC + "0026 aaaa03 000000 8100 0001 0800",
    LinkTypes.PPP + ", VAN JACOBSON COMPRESSED, 002d",
    LinkTypes.PPP + ", MULTILINK, 003d",
    LinkTypes.PPP + ", HEADER COMPRESSION, 0061",
    LinkTypes.IEEE802_11 + ", ENCRYPTED WIFI, 0841" + WIFI,
    LinkTypes.IEEE802_11 + ", AGGREGATED WIFI, 8801" + WIFI + "8000",
    LinkTypes.IEEE802_11 + ", FRAGMENTED WIFI, 0805" + WIFI,
    LinkTypes.IEEE802_11
        + ", LAST FRAGMENT OF WIFI, 0801 2c00 020000000001 020000000002 020000000003 1100",
    "147, USER 0,''",
    "2147483647, UNKNOWN,''",
    "-1, UNKNOWN,''",
    LinkTypes.PKTAP + ", PKTAP IN PKTAP, 0c000000 01000000 02010000",
  })
  void should_say_that_it_does_not_read(int linkType, String name, String header) {
    then(decoder.decode(frame(linkType, join(hex(header), ipv4().ip())), segment))
        .isEqualTo(UNSUPPORTED_LINK);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    LinkTypes.PKTAP + ", LENGTH BELOW THE HEADER'S, 0b000000 01000000 01000000",
    LinkTypes.PKTAP + ", LENGTH NEGATIVE, ffffffff 01000000 01000000",
    LinkTypes.PKTAP + ", LENGTH BEYOND THE FRAME, 00100000 01000000 01000000",
    LinkTypes.NFLOG + ", ITEM OF NO LENGTH, 02000001 0000 0900",
    LinkTypes.NFLOG + ", ITEM BEYOND THE FRAME, 02000001 ff00 0a00",
    LinkTypes.IEEE802_11_RADIOTAP + ", LENGTH BELOW THE HEADER'S, 00000700 00000000",
    LinkTypes.ETHERNET + ", LLC OF NO LENGTH," + MAC + "0000",
    LinkTypes.ETHERNET + ", PPPOE OF NO LENGTH," + MAC + "8864 1100 0001 0000",
    LinkTypes.RAW + ", IP VERSION 15, ff",
  })
  void should_refuse(int linkType, String name, String header) {
    then(decoder.decode(frame(linkType, join(hex(header), ipv4().ip())), segment))
        .isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        LinkTypes.NULL,
        LinkTypes.ETHERNET,
        LinkTypes.PPP,
        LinkTypes.FDDI,
        LinkTypes.PPP_HDLC,
        LinkTypes.RAW,
        LinkTypes.C_HDLC,
        LinkTypes.IEEE802_11,
        LinkTypes.LOOP,
        LinkTypes.LINUX_SLL,
        LinkTypes.IEEE802_11_RADIOTAP,
        LinkTypes.NFLOG,
        LinkTypes.PKTAP,
        LinkTypes.LINUX_SLL2
      })
  void should_tell_an_empty_frame_from_one_of_which_nothing_was_captured(int linkType) {
    then(decoder.decode(frame(linkType, new byte[0]), segment)).isEqualTo(MALFORMED);
    then(decoder.decode(frame(linkType, new byte[100], 0), segment)).isEqualTo(TRUNCATED);
  }

  @Test
  void should_ignore_the_padding_behind_a_pppoe_session_and_an_llc_frame() {
    byte[] pppoe = join(hex(MAC + "8864 1100 0001 0030 0021"), ipv4().ip(), hex("eeee"));
    byte[] snap = join(hex(MAC + "0036 aaaa03 000000 0800"), ipv4().ip(), hex("eeee"));
    for (byte[] bytes : new byte[][] {pppoe, snap}) {
      then(decoder.decode(frame(LinkTypes.ETHERNET, bytes), segment)).isEqualTo(TCP);
      then(segment.payloadLength).isEqualTo(6);
    }
  }

  @Test
  void should_not_believe_a_link_layer_length_beyond_the_frame() {
    byte[] half = Arrays.copyOf(ipv4().ip(), 10);
    byte[] pppoe = join(hex(MAC + "8864 1100 0001 ffff 0021"), half);
    byte[] snap = join(hex(MAC + "05ff aaaa03 000000 0800"), half);
    then(decoder.decode(frame(LinkTypes.ETHERNET, pppoe), segment)).isEqualTo(MALFORMED);
    then(decoder.decode(frame(LinkTypes.ETHERNET, snap), segment)).isEqualTo(MALFORMED);
  }

  @Test
  void should_not_take_padding_for_payload_that_only_the_ip_length_claims() {
    // GIVEN a session payload of 40 bytes, in which the IP header claims the 6 bytes of padding too
    byte[] ip = ipv4().payload(new byte[6]).ip();
    byte[] pppoe = join(hex(MAC + "8864 1100 0001 002a 0021"), ip);
    // WHEN
    FrameOutcome outcome = decoder.decode(frame(LinkTypes.ETHERNET, pppoe), segment);
    // THEN
    then(outcome).isEqualTo(TCP);
    then(segment.payloadLength).isZero();
  }

  @Test
  void should_follow_tags_that_fill_a_jumbo_frame_without_running_out_of_stack() {
    byte[] bytes = new byte[262_144];
    for (int i = 12; i < bytes.length; i += 4) {
      TestPacket.setU16(bytes, i, 0x8100);
    }
    then(decoder.decode(frame(LinkTypes.ETHERNET, bytes), segment)).isEqualTo(MALFORMED);
  }
}
