package dev.tcpunit.internal.wire;

import static dev.tcpunit.internal.wire.TestPacket.join;
import static dev.tcpunit.internal.wire.TestPacket.raw;
import static dev.tcpunit.internal.wire.TestPacket.referenceSum;
import static dev.tcpunit.internal.wire.TestPacket.setU16;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpChecksumTest {
  private static final int FIELD = 16;

  private final DecodedSegment segment = new DecodedSegment();

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_hold_for_every_payload_length(boolean ipv6) {
    for (int length = 0; length < 300; length++) {
      TestPacket packet = packet(ipv6).payloadOf(length);
      then(status(packet, packet.tcp())).as("%d bytes", length).isEqualTo(ChecksumStatus.VALID);
    }
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_be_bad_whichever_bit_is_flipped(boolean ipv6) {
    TestPacket packet = packet(ipv6);
    byte[] tcp = packet.tcp();
    for (int bit = 0; bit < 8 * tcp.length; bit++) {
      // The data offset decides what a segment is before its sum does.
      if (bit / 8 != 12) {
        byte[] flipped = tcp.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        then(status(packet, flipped)).as("bit %d", bit).isEqualTo(ChecksumStatus.BAD);
      }
    }
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_be_offloaded_where_the_field_is_the_sum_of_the_pseudo_header(boolean ipv6) {
    // GIVEN what Linux leaves to the device
    TestPacket packet = packet(ipv6).payloadOf(5_000);
    byte[] tcp = packet.tcp();
    setU16(tcp, FIELD, referenceSum(packet.pseudoHeader(tcp.length)));
    // THEN
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.OFFLOADED);
    // AND one more is just wrong
    setU16(tcp, FIELD, referenceSum(packet.pseudoHeader(tcp.length)) + 1);
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.BAD);
  }

  @ParameterizedTest(name = "ipv6 {0}")
  @ValueSource(booleans = {false, true})
  void should_be_offloaded_where_a_driver_left_the_length_out(boolean ipv6) {
    TestPacket packet = packet(ipv6).payloadOf(5_000);
    byte[] tcp = packet.tcp();
    setU16(tcp, FIELD, referenceSum(packet.pseudoHeader(0)));
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.OFFLOADED);
  }

  @Test
  void should_tell_offloaded_from_unknown_where_the_snap_length_cut_the_payload() {
    TestPacket packet = packet(false).payloadOf(5_000);
    byte[] tcp = packet.tcp();
    then(cutStatus(packet, tcp)).isEqualTo(ChecksumStatus.UNKNOWN);
    setU16(tcp, FIELD, referenceSum(packet.pseudoHeader(tcp.length)));
    then(cutStatus(packet, tcp)).isEqualTo(ChecksumStatus.OFFLOADED);
  }

  @Test
  void should_take_both_zeros_of_ones_complement_for_the_same() {
    // GIVEN a segment whose sum comes to zero
    TestPacket packet = packet(false);
    byte[] payload = new byte[2];
    setU16(payload, 0, 0xFFFF - Short.toUnsignedInt((short) ~fieldOf(packet.payload(payload))));
    byte[] tcp = packet.payload(payload).tcp();
    // THEN
    then(fieldOf(packet)).isZero();
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.VALID);
    setU16(tcp, FIELD, 0xFFFF);
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.VALID);
    setU16(tcp, FIELD, 1);
    then(status(packet, tcp)).isEqualTo(ChecksumStatus.BAD);
  }

  @ParameterizedTest
  @EnumSource(names = {"VALID", "OFFLOADED", "BAD"})
  void should_believe_the_engine(ChecksumStatus said) {
    byte[] tcp = packet(false).tcp();
    tcp[FIELD] ^= 1;
    new FrameDecoder().decode(raw(packet(false).ip(tcp)).stamp(0, LinkTypes.RAW, said), segment);
    then(segment.checksum).isEqualTo(said);
  }

  @Test
  void should_leave_the_sum_unknown_where_it_is_not_to_be_verified() {
    new FrameDecoder(false).decode(raw(packet(false).ip()), segment);
    then(segment.checksum).isEqualTo(ChecksumStatus.UNKNOWN);
  }

  @Test
  void should_add_up_as_the_rfc_does() {
    Random random = new Random(1071);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      int sum = InternetChecksum.sum(bytes, 0, bytes.length);
      int expected = referenceSum(bytes);
      then(sum).isEqualTo(expected == 0 ? InternetChecksum.ZERO : expected);
    }
  }

  @Test
  void should_not_overflow_on_the_greatest_sums() {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) 0xFF);
    then(InternetChecksum.sum(bytes, 0, bytes.length)).isEqualTo(0xFFFF);
    then(InternetChecksum.fold(Long.MAX_VALUE)).isEqualTo(0x7FFF);
    then(InternetChecksum.fold(0)).isEqualTo(0xFFFF);
  }

  private static int fieldOf(TestPacket packet) {
    return Bytes.u16(packet.tcp(), FIELD);
  }

  private static TestPacket packet(boolean ipv6) {
    return ipv6 ? TestPacket.ipv6() : TestPacket.ipv4();
  }

  private ChecksumStatus status(TestPacket packet, byte[] tcp) {
    then(new FrameDecoder().decode(raw(packet.ip(tcp)), segment)).isEqualTo(FrameOutcome.TCP);
    return segment.checksum;
  }

  private ChecksumStatus cutStatus(TestPacket packet, byte[] tcp) {
    new FrameDecoder().decode(TestPacket.frame(LinkTypes.RAW, join(packet.ip(tcp)), 200), segment);
    return segment.checksum;
  }
}
