package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.FrameOutcome.FRAGMENT;
import static dev.tcpunit.internal.wire.FrameOutcome.MALFORMED;
import static dev.tcpunit.internal.wire.FrameOutcome.NOT_TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TCP;
import static dev.tcpunit.internal.wire.FrameOutcome.TRUNCATED;
import static dev.tcpunit.internal.wire.FrameOutcome.TUNNEL;
import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static dev.tcpunit.internal.wire.TestPacket.setU16;
import static dev.tcpunit.internal.wire.TestPacket.u16;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoder_fragment_Test {
  private static final long SECOND = 1_000_000_000L;
  private static final int UDP = 17;
  private static final int GRE = 47;

  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_decode_the_segment_at_the_fragment_that_completes_it(boolean ipv6) {
    // GIVEN
    byte[] tcp = tcp(ipv6, 1_000);
    // WHEN
    List<FrameOutcome> outcomes = decode(pieces(ipv6, tcp, 400));
    // THEN
    then(outcomes).containsExactly(FRAGMENT, FRAGMENT, TCP);
    thenIsWhole(tcp);
    then(decoder.completedFragments()).isEqualTo(2);
  }

  /** IP drops it, and the datagram never gets whole. */
  @Test
  void should_say_that_the_header_of_one_fragment_was_damaged() {
    List<byte[]> pieces = pieces(false, tcp(false, 1_000), 400);
    pieces.get(1)[8] ^= 1;

    then(decode(pieces)).containsExactly(FRAGMENT, FRAGMENT, TCP);
    then(segment.badIpChecksum).isTrue();
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_join_fragments_in_any_order(boolean ipv6) {
    byte[] tcp = tcp(ipv6, 1_000);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<byte[]> pieces = pieces(ipv6, tcp, 8 * (1 + random.nextInt(40)));
      Collections.shuffle(pieces, random);
      List<FrameOutcome> outcomes = decode(pieces);
      then(outcomes.subList(0, outcomes.size() - 1)).containsOnly(FRAGMENT);
      then(outcomes.get(outcomes.size() - 1)).isEqualTo(TCP);
      thenIsWhole(tcp);
    }
  }

  @Test
  void should_keep_the_addresses_of_the_datagram_and_the_time_of_the_last_fragment() {
    List<byte[]> pieces = pieces(false, tcp(false, 100), 64);
    decode(pieces.get(0), SECOND);
    then(decode(pieces.get(1), 2 * SECOND)).isEqualTo(TCP);
    then(segment.source()).hasToString("192.0.2.1:40000");
    then(segment.destination()).hasToString("192.0.2.2:443");
    then(segment.timeNanos).isEqualTo(2 * SECOND);
  }

  @Test
  void should_find_a_tcp_header_that_two_fragments_share() {
    byte[] tcp = tcp(false, 100);
    then(decode(List.of(piece(false, tcp, 0, 8), piece(false, tcp, 8, tcp.length))))
        .containsExactly(FRAGMENT, TCP);
    thenIsWhole(tcp);
  }

  @Test
  void should_never_decode_a_datagram_with_a_piece_missing() {
    byte[] tcp = tcp(false, 1_000);
    for (int missing = 0; missing < 3; missing++) {
      List<byte[]> pieces = pieces(false, tcp, 400);
      pieces.remove(missing);
      then(decode(pieces, 100L * missing * SECOND)).containsOnly(FRAGMENT);
    }
    then(decoder.completedFragments()).isZero();
  }

  @Test
  void should_ignore_fragments_that_come_twice() {
    byte[] tcp = tcp(false, 1_000);
    List<byte[]> pieces = pieces(false, tcp, 400);
    pieces.add(1, pieces.get(0));
    then(decode(pieces)).containsExactly(FRAGMENT, FRAGMENT, FRAGMENT, TCP);
    thenIsWhole(tcp);
    then(decoder.completedFragments()).isEqualTo(3);
  }

  @Test
  void should_accept_an_overlap_with_the_same_bytes() {
    byte[] tcp = tcp(false, 1_000);
    List<byte[]> pieces =
        List.of(
            piece(false, tcp, 0, 400),
            piece(false, tcp, 200, 800),
            piece(false, tcp, 600, tcp.length));
    then(decode(pieces)).containsExactly(FRAGMENT, FRAGMENT, TCP);
    thenIsWhole(tcp);
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_discard_a_datagram_whose_fragments_contradict_each_other(boolean ipv6) {
    // GIVEN an overlap with one byte different
    byte[] tcp = tcp(ipv6, 1_000);
    byte[] other = tcp.clone();
    other[300] ^= 1;
    // WHEN
    List<FrameOutcome> outcomes =
        decode(
            List.of(
                piece(ipv6, tcp, 0, 400),
                piece(ipv6, other, 200, 800),
                piece(ipv6, tcp, 400, 800),
                piece(ipv6, tcp, 800, tcp.length)));
    // THEN
    then(outcomes).containsOnly(FRAGMENT);
    then(decoder.completedFragments()).isZero();
  }

  @Test
  void should_discard_a_datagram_with_two_ends_or_bytes_behind_its_end() {
    byte[] tcp = tcp(false, 1_000);
    List<byte[]> twoEnds =
        List.of(
            piece(false, Arrays.copyOf(tcp, 800), 400, 800),
            piece(false, tcp, 800, tcp.length),
            piece(false, tcp, 0, 400));
    then(decode(twoEnds)).containsOnly(FRAGMENT);
    List<byte[]> behindTheEnd =
        List.of(piece(false, tcp, 400, 800), piece(false, Arrays.copyOf(tcp, 400), 200, 400));
    then(decode(behindTheEnd, 100 * SECOND)).containsOnly(FRAGMENT);
  }

  @Test
  void should_not_mix_datagrams_with_the_same_identification_an_age_apart() {
    byte[] tcp = tcp(false, 1_000);
    List<byte[]> pieces = pieces(false, tcp, 512);
    decode(pieces.get(0), 0);
    then(decode(pieces.get(1), 61 * SECOND)).isEqualTo(FRAGMENT);
    then(decode(pieces.get(0), 62 * SECOND)).isEqualTo(TCP);
  }

  @Test
  void should_not_mix_datagrams_of_different_identification_protocol_or_address() {
    byte[] tcp = tcp(false, 1_000);
    byte[] first = piece(false, tcp, 0, 512);
    byte[] rest = piece(false, tcp, 512, tcp.length);
    decode(first, 0);
    for (int field : new int[] {4, 12, 16}) {
      byte[] foreign = rest.clone();
      setU16(foreign, field, 0x4242);
      then(decode(foreign, 0)).isEqualTo(FRAGMENT);
    }
    byte[] authenticated = rest.clone();
    authenticated[9] = IpProtocols.AUTHENTICATION;
    then(decode(authenticated, 0)).isEqualTo(FRAGMENT);
    then(decode(rest, 0)).isEqualTo(TCP);
  }

  @Test
  void should_hold_so_many_incomplete_datagrams_and_let_the_oldest_go() {
    byte[] tcp = tcp(false, 1_000);
    for (int id = 0; id <= IpReassembly.MAX_DATAGRAMS; id++) {
      then(decode(withId(piece(false, tcp, 0, 512), id), 0)).isEqualTo(FRAGMENT);
    }
    for (int id = 1; id <= IpReassembly.MAX_DATAGRAMS; id++) {
      then(decode(withId(piece(false, tcp, 512, tcp.length), id), 0)).as("%d", id).isEqualTo(TCP);
    }
    then(decode(withId(piece(false, tcp, 512, tcp.length), 0), 0)).isEqualTo(FRAGMENT);
  }

  @Test
  void should_count_the_lengths_of_fragments_that_the_snap_length_cut() {
    // GIVEN each fragment captured up to 60 bytes of its content
    byte[] tcp = tcp(false, 1_000);
    List<FrameOutcome> outcomes = new ArrayList<>();
    for (byte[] piece : pieces(false, tcp, 400)) {
      outcomes.add(decoder.decode(TestPacket.frame(LinkTypes.RAW, piece, 80), segment));
    }
    // THEN
    then(outcomes).containsExactly(FRAGMENT, FRAGMENT, TCP);
    then(segment.payloadLength).isEqualTo(1_000);
    then(segment.payloadCaptured).isEqualTo(40);
    then(segment.checksum).isEqualTo(ChecksumStatus.UNKNOWN);
  }

  @Test
  void should_call_a_datagram_truncated_whose_tcp_header_was_cut() {
    List<FrameOutcome> outcomes = new ArrayList<>();
    for (byte[] piece : pieces(false, tcp(false, 100), 64)) {
      outcomes.add(decoder.decode(TestPacket.frame(LinkTypes.RAW, piece, 30), segment));
    }
    then(outcomes).containsExactly(FRAGMENT, TRUNCATED);
  }

  @Test
  void should_not_believe_what_the_engine_says_of_the_checksum_of_a_fragment() {
    byte[] tcp = tcp(false, 100);
    tcp[50] ^= 1;
    for (byte[] piece : pieces(false, tcp, 64)) {
      CapturedFrame frame = TestPacket.raw(piece);
      decoder.decode(frame.stamp(0, LinkTypes.RAW, ChecksumStatus.VALID), segment);
    }
    then(segment.checksum).isEqualTo(ChecksumStatus.BAD);
  }

  @Test
  void should_refuse_fragments_that_cannot_be() {
    byte[] tcp = tcp(false, 100);
    then(decode(piece(false, tcp, 0, 13), 0)).as("13 bytes and more to come").isEqualTo(MALFORMED);
    then(decode(TestPacket.ipv4(6, 0x2000, new byte[0], new byte[0]), 0))
        .as("no bytes")
        .isEqualTo(MALFORMED);
    then(decode(TestPacket.ipv4(6, 0x1FFF, new byte[0], tcp), 0))
        .as("an end beyond 65535")
        .isEqualTo(MALFORMED);
  }

  @Test
  void should_refuse_a_fragment_within_a_reassembled_datagram() {
    byte[] inner = join(hex("0600 0001 00000002"), tcp(true, 96));
    then(decode(pieces(true, IpProtocols.FRAGMENT, inner, 64)))
        .containsExactly(FRAGMENT, MALFORMED);
  }

  @Test
  void should_read_extension_headers_that_were_fragmented_with_the_segment() {
    byte[] content = join(hex("0600010400000000"), tcp(true, 96));
    then(decode(pieces(true, IpProtocols.DESTINATION_OPTIONS, content, 64)))
        .containsExactly(FRAGMENT, TCP);
    then(segment.payloadLength).isEqualTo(96);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
  }

  @Test
  void should_not_join_what_cannot_be_tcp() {
    byte[] content = new byte[100];
    then(decode(TestPacket.ipv4(UDP, 0x2000, new byte[0], content), 0)).isEqualTo(NOT_TCP);
    then(decode(TestPacket.ipv4(UDP, 0x000D, new byte[0], content), 0)).isEqualTo(NOT_TCP);
    then(decode(TestPacket.ipv4(GRE, 0x000D, new byte[0], content), 0)).isEqualTo(TUNNEL);
    then(decode(TestPacket.ipv6(44, join(hex("1100000900000001"), content)), 0)).isEqualTo(NOT_TCP);
    then(decoder.completedFragments()).isZero();
  }

  @Test
  void should_give_up_a_datagram_in_more_pieces_than_any_network_makes() {
    byte[] tcp = tcp(false, 20_000);
    then(decode(pieces(false, tcp, 8))).containsOnly(FRAGMENT);
  }

  @Test
  void should_join_a_datagram_of_the_greatest_length() {
    byte[] tcp = tcp(true, 65_535 - 20);
    List<FrameOutcome> outcomes = decode(pieces(true, tcp, 1_448));
    then(outcomes.get(outcomes.size() - 1)).isEqualTo(TCP);
    thenIsWhole(tcp);
  }

  private void thenIsWhole(byte[] tcp) {
    then(segment.seq).isEqualTo(TestPacket.ISN);
    then(segment.checksum).isEqualTo(ChecksumStatus.VALID);
    then(segment.payloadLength).isEqualTo(tcp.length - 20);
    int from = segment.payloadOffset;
    then(Arrays.copyOfRange(segment.payloadBuffer, from, from + segment.payloadCaptured))
        .isEqualTo(Arrays.copyOfRange(tcp, 20, tcp.length));
  }

  private List<FrameOutcome> decode(List<byte[]> frames) {
    return decode(frames, 0);
  }

  private List<FrameOutcome> decode(List<byte[]> frames, long timeNanos) {
    List<FrameOutcome> outcomes = new ArrayList<>();
    for (byte[] frame : frames) {
      outcomes.add(decode(frame, timeNanos));
    }
    return outcomes;
  }

  private FrameOutcome decode(byte[] ip, long timeNanos) {
    CapturedFrame frame = TestPacket.raw(ip);
    return decoder.decode(frame.stamp(timeNanos, LinkTypes.RAW, ChecksumStatus.UNKNOWN), segment);
  }

  private static byte[] tcp(boolean ipv6, int payloadLength) {
    return (ipv6 ? TestPacket.ipv6() : TestPacket.ipv4()).payloadOf(payloadLength).tcp();
  }

  private static List<byte[]> pieces(boolean ipv6, byte[] content, int pieceLength) {
    return pieces(ipv6, IpProtocols.TCP, content, pieceLength);
  }

  private static List<byte[]> pieces(boolean ipv6, int protocol, byte[] content, int pieceLength) {
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < content.length; from += pieceLength) {
      int to = Math.min(content.length, from + pieceLength);
      pieces.add(piece(ipv6, protocol, content, from, to));
    }
    return pieces;
  }

  private static byte[] piece(boolean ipv6, byte[] content, int from, int to) {
    return piece(ipv6, IpProtocols.TCP, content, from, to);
  }

  private static byte[] piece(boolean ipv6, int protocol, byte[] content, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(content, from, to);
    boolean more = to < content.length;
    if (!ipv6) {
      return TestPacket.ipv4(protocol, from / 8 | (more ? 0x2000 : 0), new byte[0], bytes);
    }
    byte[] header =
        join(new byte[] {(byte) protocol, 0}, u16(from | (more ? 1 : 0)), hex("00010002"));
    return TestPacket.ipv6(IpProtocols.FRAGMENT, join(header, bytes));
  }

  private static byte[] withId(byte[] ipv4, int id) {
    setU16(ipv4, 4, id);
    return ipv4;
  }
}
