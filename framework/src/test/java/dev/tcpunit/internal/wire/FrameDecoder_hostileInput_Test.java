package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.TestPacket.hex;
import static dev.tcpunit.internal.wire.TestPacket.join;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, there is an outcome, and what a segment says lies within the frame. */
class FrameDecoder_hostileInput_Test {
  private static final int ROUNDS = 20_000;

  private final FrameDecoder decoder = new FrameDecoder();
  private final DecodedSegment segment = new DecodedSegment();
  private final Set<FrameOutcome> outcomes = EnumSet.noneOf(FrameOutcome.class);

  static int[] linkTypes() {
    return new int[] {
      LinkTypes.NULL,
      LinkTypes.ETHERNET,
      LinkTypes.PPP,
      LinkTypes.FDDI,
      12,
      14,
      LinkTypes.PPP_HDLC,
      LinkTypes.RAW,
      LinkTypes.C_HDLC,
      LinkTypes.IEEE802_11,
      LinkTypes.LOOP,
      LinkTypes.LINUX_SLL,
      LinkTypes.IEEE802_11_RADIOTAP,
      LinkTypes.IPV4,
      LinkTypes.IPV6,
      LinkTypes.NFLOG,
      LinkTypes.PKTAP,
      LinkTypes.LINUX_SLL2
    };
  }

  @ParameterizedTest
  @MethodSource("linkTypes")
  void should_decode_random_bytes_of_every_link_type(int linkType) {
    Random random = new Random(9293 + linkType);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      decode(linkType, bytes, random);
    }
    then(outcomes).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("linkTypes")
  void should_decode_mutated_packets_of_every_link_type(int linkType) {
    Random random = new Random(791 + linkType);
    byte[][] packets = {
      join(header(linkType, true), TestPacket.ipv4().options("020405b4").ip()),
      join(header(linkType, false), TestPacket.ipv6().options("0101080a00000001").ip()),
      join(header(linkType, true), fragment()),
      join(header(linkType, false), extended()),
    };
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = packets[random.nextInt(packets.length)].clone();
      for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      decode(linkType, Arrays.copyOf(bytes, bytes.length + random.nextInt(20) - 5), random);
    }
    then(outcomes)
        .contains(
            FrameOutcome.TCP,
            FrameOutcome.MALFORMED,
            FrameOutcome.TRUNCATED,
            FrameOutcome.FRAGMENT,
            FrameOutcome.NOT_TCP);
  }

  @ParameterizedTest
  @ValueSource(longs = {815, 5722, 8200})
  void should_join_or_refuse_random_fragments(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] content = new byte[8 * (1 + random.nextInt(6))];
      Arrays.fill(content, (byte) random.nextInt(2));
      content[Math.min(12, content.length - 1)] = 0x50;
      int field = random.nextInt(6) | (random.nextBoolean() ? 0x2000 : 0);
      byte[] datagram = TestPacket.ipv4(6, field, new byte[0], content);
      TestPacket.setU16(datagram, 4, random.nextInt(100));
      decode(LinkTypes.RAW, datagram, random);
    }
    then(decoder.completedFragments()).isPositive();
  }

  @Test
  void should_not_grow_with_what_original_lengths_claim() {
    byte[] bytes = TestPacket.ipv4().ip();
    TestPacket.setU16(bytes, 2, 0);
    CapturedFrame frame = new CapturedFrame().wrap(bytes, 0, bytes.length, Integer.MAX_VALUE);
    frame.stamp(0, LinkTypes.RAW, ChecksumStatus.UNKNOWN);
    then(decoder.decode(frame, segment)).isEqualTo(FrameOutcome.TCP);
    then(segment.payloadLength).isEqualTo(Integer.MAX_VALUE - 40);
    then(segment.payloadCaptured).isEqualTo(6);
  }

  /** Captured in part now and then, and with nothing behind it in the buffer that could be read. */
  private void decode(int linkType, byte[] bytes, Random random) {
    int captured = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    CapturedFrame frame =
        new CapturedFrame()
            .wrap(Arrays.copyOf(bytes, captured), 0, captured, bytes.length)
            .stamp(random.nextInt(), linkType, ChecksumStatus.UNKNOWN);
    FrameOutcome outcome = decoder.decode(frame, segment);
    outcomes.add(outcome);
    if (outcome == FrameOutcome.TCP) {
      thenIsConsistent();
    }
  }

  private void thenIsConsistent() {
    boolean consistent =
        segment.payloadLength >= 0
            && segment.payloadCaptured >= 0
            && segment.payloadCaptured <= segment.payloadLength
            && segment.payloadOffset >= 0
            && segment.payloadOffset + segment.payloadCaptured <= segment.payloadBuffer.length
            && segment.windowScale <= 14
            && segment.sackBlocks <= DecodedSegment.MAX_SACK_BLOCKS
            && segment.checksum != null;
    if (!consistent) {
      throw new AssertionError(
          "payload %d+%d".formatted(segment.payloadOffset, segment.payloadLength));
    }
  }

  private static byte[] fragment() {
    return TestPacket.ipv4(6, 0x2000, new byte[0], TestPacket.ipv4().payloadOf(44).tcp());
  }

  private static byte[] extended() {
    byte[] chain = hex("2b00010400000000 2c00000000000000 0600000000000001");
    return TestPacket.ipv6(0, join(chain, TestPacket.ipv6().tcp()));
  }

  private static byte[] header(int linkType, boolean ipv4) {
    String type = ipv4 ? "0800" : "86dd";
    String snap = "aaaa03000000" + type;
    String mac = "020000000002020000000001";
    switch (linkType) {
      case LinkTypes.ETHERNET:
        return hex(mac + "8100 0001" + type);
      case LinkTypes.LINUX_SLL:
        return hex("0000 0001 0006 0200000000010000" + type);
      case LinkTypes.LINUX_SLL2:
        return hex(type + "0000 00000002 0001 00 06 0200000000010000");
      case LinkTypes.NULL:
        return hex(ipv4 ? "02000000" : "1e000000");
      case LinkTypes.LOOP:
        return hex(ipv4 ? "00000002" : "00000018");
      case LinkTypes.PPP:
      case LinkTypes.PPP_HDLC:
        return hex(ipv4 ? "ff030021" : "ff030057");
      case LinkTypes.C_HDLC:
        return hex("0f00" + type);
      case LinkTypes.FDDI:
        return hex("50" + mac + snap);
      case LinkTypes.IEEE802_11:
        return hex("0801 2c00" + mac + "020000000003 1000" + snap);
      case LinkTypes.IEEE802_11_RADIOTAP:
        return hex("0000090002000000 00 0801 2c00" + mac + "020000000003 1000" + snap);
      case LinkTypes.NFLOG:
        return hex((ipv4 ? "02" : "0a") + "000001 0800 0100 08000100 ff00 0900");
      case LinkTypes.PKTAP:
        return hex("0c000000 01000000 0c000000");
      default:
        return new byte[0];
    }
  }
}
