package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapReaderTest {
  private static final byte[] DATA = {1, 2, 3};

  @ParameterizedTest
  @CsvSource({
    "LITTLE_ENDIAN, a1b2c3d4, 7000000001000",
    "BIG_ENDIAN,    a1b2c3d4, 7000000001000",
    "LITTLE_ENDIAN, a1b23c4d, 7000000000001",
    "BIG_ENDIAN,    a1b23c4d, 7000000000001",
  })
  void should_read_both_units_in_both_byte_orders(String order, String magic, long nanos) {
    CaptureBytes file = in(order).pcapHeader(Integer.parseUnsignedInt(magic, 16), 101);
    ReadFrames read = ReadFrames.of(file.pcapRecord(7000, 1, 60, DATA).toBytes());
    assertThat(read.frames).containsExactly(nanos + " link 101 3/60 010203 UNKNOWN");
    assertThat(read.result.format()).isEqualTo(CaptureFormat.PCAP);
    assertThat(read.result.packets()).isEqualTo(1);
    assertThat(read.result.complete()).isTrue();
    assertThat(read.result.droppedFrames()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void should_read_the_longer_record_header_of_the_modified_format(String order) {
    CaptureBytes file = in(order).pcapHeader(PcapMagic.MODIFIED, 1);
    for (int second = 1; second <= 2; second++) {
      file.int32(second, 0, DATA.length, 60, 2).int16(0x0800).raw((byte) 0, (byte) 0).raw(DATA);
    }
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly(
            "1000000000 link 1 3/60 010203 UNKNOWN", "2000000000 link 1 3/60 010203 UNKNOWN");
  }

  @Test
  void should_leave_the_frame_check_sequence_bits_out_of_the_link_type() {
    CaptureBytes file = CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, 0xf4000001);
    assertThat(ReadFrames.of(file.pcapRecord(0, 0, 3, DATA).toBytes()).frames)
        .containsExactly("0 link 1 3/3 010203 UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"2, 60, 3", "3, 60, 3", "3, 3, 60", "4, 3, 60"})
  void should_find_the_captured_length_where_old_versions_have_it(
      int minor, long first, long second) {
    CaptureBytes file =
        CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, minor, 65_535, 1);
    ReadFrames read = ReadFrames.of(file.int32(0, 0, first, second).raw(DATA).toBytes());
    assertThat(read.frames).containsExactly("0 link 1 3/60 010203 UNKNOWN");
    assertThat(read.result.complete()).isTrue();
  }

  @Test
  void should_deliver_what_stands_before_a_packet_that_is_cut() {
    CaptureBytes file = CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, 1);
    file.pcapRecord(0, 0, 3, DATA).int32(0, 0, 100, 100).raw(DATA);
    ReadFrames read = ReadFrames.of(file.toBytes());
    assertThat(read.frames).hasSize(1);
    assertThat(read.result.damage())
        .hasToString(
            "Optional[at byte 43: the file ends within a packet: 3 of its 100 captured bytes are"
                + " there]");
  }

  @Test
  void should_say_that_a_packet_header_is_cut() {
    CaptureBytes file = CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, 1);
    assertThat(damageOf(file.raw(new byte[15])))
        .contains(
            new FileDamage(24, "the file ends within a packet header: 15 of 16 bytes are there"));
  }

  @Test
  void should_not_believe_a_length_that_no_packet_has() {
    CaptureBytes file = CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, 1);
    assertThat(damageOf(file.int32(0, 0, 0xffffffffL, 60).raw(DATA)))
        .contains(
            new FileDamage(
                24, "a packet claims 4294967295 captured bytes, but at most 262144 are possible"));
  }

  @Test
  void should_read_packets_as_long_as_the_snap_length_says() {
    CaptureBytes file =
        CaptureBytes.littleEndian().pcapHeader(PcapMagic.MICROSECONDS, 4, 2_000_000, 1);
    file.pcapRecord(0, 0, 2_000_000, new byte[2_000_000]).pcapRecord(0, 0, 3, DATA);
    ReadFrames read = ReadFrames.of(file.toBytes());
    assertThat(read.result.damage()).isEmpty();
    assertThat(read.frames).hasSize(2).last().isEqualTo("0 link 1 3/3 010203 UNKNOWN");
  }

  @Test
  void should_refuse_versions_whose_layout_is_not_known() {
    CaptureBytes file = CaptureBytes.littleEndian().int32(PcapMagic.MICROSECONDS).int16(1, 0);
    assertThat(damageOf(file.int32(0, 0, 65_535, 1).pcapRecord(0, 0, 3, DATA)))
        .contains(new FileDamage(0, "pcap version 1.0, but only 2.x is known"));
  }

  @Test
  void should_say_that_the_header_is_cut() {
    CaptureBytes file = CaptureBytes.littleEndian().int32(PcapMagic.MICROSECONDS, 0);
    assertThat(damageOf(file))
        .contains(new FileDamage(0, "the file ends within its header: 8 of 24 bytes are there"));
  }

  private static Optional<FileDamage> damageOf(CaptureBytes file) {
    return ReadFrames.of(file.toBytes()).result.damage();
  }

  private static CaptureBytes in(String order) {
    return order.equals("BIG_ENDIAN") ? CaptureBytes.bigEndian() : CaptureBytes.littleEndian();
  }
}
