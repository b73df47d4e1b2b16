package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngReaderTest {
  private static final byte[] DATA = {1, 2, 3, 4, 5};
  private static final String FRAME = " link 1 5/5 0102030405 UNKNOWN";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_read_enhanced_packets_in_both_byte_orders(boolean bigEndian) {
    CaptureBytes file = bigEndian ? CaptureBytes.bigEndian() : CaptureBytes.littleEndian();
    file.section().interfaceBlock(1, 0).enhanced(0, 1_700_000_000_000_001L, DATA);
    ReadFrames read = ReadFrames.of(file.toBytes());
    assertThat(read.frames).containsExactly("1700000000000001000" + FRAME);
    assertThat(read.result.format()).isEqualTo(CaptureFormat.PCAPNG);
    assertThat(read.result.complete()).isTrue();
    assertThat(read.result.droppedFrames()).isEmpty();
    assertThat(read.result.comment()).isEmpty();
  }

  @Test
  void should_give_each_interface_its_own_link_type_and_time() {
    CaptureBytes file = file().section();
    file.interfaceBlock(1, 0, file.part().option(9, (byte) 9).int32(0).toBytes());
    CaptureBytes options = file.part().option(9, (byte) 3);
    options.option(14, file.part().int64(100).toBytes());
    file.interfaceBlock(101, 0, options.toBytes());
    file.enhanced(0, 7, DATA).enhanced(1, 7, DATA).enhanced(0, 8, DATA);
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly("7" + FRAME, "100007000000 link 101 5/5 0102030405 UNKNOWN", "8" + FRAME);
  }

  @Test
  void should_begin_anew_with_each_section_in_its_own_byte_order() {
    CaptureBytes file = file().section().interfaceBlock(1, 0).enhanced(0, 1, DATA);
    CaptureBytes second = CaptureBytes.bigEndian().section().interfaceBlock(113, 0);
    file.raw(second.enhanced(0, 2, DATA).toBytes());
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly("1000" + FRAME, "2000 link 113 5/5 0102030405 UNKNOWN");
  }

  @Test
  void should_forget_the_interfaces_of_the_section_before() {
    CaptureBytes file = file().section().interfaceBlock(1, 0).section().enhanced(0, 1, DATA);
    assertThat(damageOf(file))
        .contains(
            new FileDamage(
                76, "a block of interface 0, but the section describes 0 interfaces so far"));
  }

  @Test
  void should_cut_simple_packets_at_the_snap_length_of_the_first_interface() {
    CaptureBytes file = file().section().interfaceBlock(1, 3).interfaceBlock(101, 0);
    file.block(3, file.part().int32(60).padded((byte) 1, (byte) 2, (byte) 3).toBytes());
    file.block(3, file.part().int32(2).padded((byte) 1, (byte) 2).toBytes());
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly("0 link 1 3/60 010203 UNKNOWN", "0 link 1 2/2 0102 UNKNOWN");
  }

  @Test
  void should_read_obsolete_packets_and_add_up_their_drops() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    for (int drops : new int[] {3, 0xffff, 4}) {
      byte[] body = file.part().int16(0, drops).int32(0, 1, 5, 5).padded(DATA).toBytes();
      file.block(2, body);
    }
    ReadFrames read = ReadFrames.of(file.toBytes());
    assertThat(read.frames).containsExactly("1000" + FRAME, "1000" + FRAME, "1000" + FRAME);
    assertThat(read.result.droppedFrames()).hasValue(7);
  }

  @Test
  void should_add_up_the_drops_noted_with_packets() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    byte[] three = file.part().option(4, file.part().int64(3).toBytes()).int32(0).toBytes();
    file.enhanced(0, 1, DATA, three).enhanced(0, 2, DATA).enhanced(0, 3, DATA, three);
    assertThat(ReadFrames.of(file.toBytes()).result.droppedFrames()).hasValue(6);
  }

  @Test
  void should_take_the_last_statistics_of_each_interface_and_add_up_interfaces_and_sections() {
    CaptureBytes file = file().section().interfaceBlock(1, 0).interfaceBlock(1, 0);
    statistics(file, 0, 5, 1);
    statistics(file, 0, 10, 2);
    statistics(file, 1, 100, 0);
    file.section().interfaceBlock(1, 0);
    statistics(file, 0, 1000, 0);
    assertThat(ReadFrames.of(file.toBytes()).result.droppedFrames()).hasValue(1112);
  }

  @Test
  void should_take_the_end_of_the_interface_that_ended_first_and_of_the_last_section() {
    CaptureBytes file = file().section().interfaceBlock(1, 0).interfaceBlock(1, 0);
    assertThat(ReadFrames.of(file.toBytes()).result.endNanos()).isEmpty();
    ended(file, 0, 1, 7);
    ended(file, 1, 0, 9);
    assertThat(ReadFrames.of(file.toBytes()).result.endNanos()).hasValue(9_000);
    file.section().interfaceBlock(1, 0);
    assertThat(ReadFrames.of(file.toBytes()).result.endNanos()).hasValue(9_000);
    ended(file, 0, 0, 10);
    assertThat(ReadFrames.of(file.toBytes()).result.endNanos()).hasValue(10_000);
  }

  private void ended(CaptureBytes file, int interfaceId, int high, int low) {
    byte[] time = file.part().int32(high, low).toBytes();
    byte[] body = file.part().int32(interfaceId, 0, 0).option(3, time).int32(0).toBytes();
    file.block(5, body);
  }

  @Test
  void should_tell_no_drops_from_drops_not_told() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    statistics(file, 0, 0, 0);
    assertThat(ReadFrames.of(file.toBytes()).result.droppedFrames()).hasValue(0);
  }

  @Test
  void should_skip_blocks_that_say_nothing_of_packets_whatever_their_length() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    for (long type : new long[] {4, 7, 9, 10, 0xbad, 0x40000bad, 0x80000001L}) {
      file.block(type, new byte[20]);
    }
    file.block(10, new byte[20 << 20]).enhanced(0, 1, DATA);
    ReadFrames read = ReadFrames.of(file.toBytes());
    assertThat(read.frames).containsExactly("1000" + FRAME);
    assertThat(read.result.complete()).isTrue();
  }

  @Test
  void should_read_the_first_comment_of_the_first_section() {
    CaptureBytes file = file();
    file.section(file.part().option(3, "an OS").option(1, "größer").option(1, "b").toBytes());
    file.section(file.part().option(1, "another").toBytes());
    assertThat(ReadFrames.of(file.toBytes()).result.comment()).contains("größer");
  }

  @Test
  void should_believe_what_the_capturing_kernel_says_of_the_checksum() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    for (int flags : new int[] {1 << 9, 1 << 10, 2}) {
      file.enhanced(0, 0, DATA, file.part().option(2, flags(file, flags)).toBytes());
    }
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly(
            "0 link 1 5/5 0102030405 OFFLOADED",
            "0 link 1 5/5 0102030405 VALID",
            "0 link 1 5/5 0102030405 UNKNOWN");
  }

  @Test
  void should_not_let_an_option_reach_beyond_its_block() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    file.enhanced(0, 1, DATA, file.part().int16(1, 0xffff).toBytes());
    file.enhanced(0, 2, DATA, file.part().int16(4, 8).toBytes());
    assertThat(ReadFrames.of(file.toBytes()).frames)
        .containsExactly("1000" + FRAME, "2000" + FRAME);
  }

  @Test
  void should_refuse_lengths_that_no_block_has() {
    assertThat(damageOf(file().section().int32(5, 13, 0)))
        .contains(
            new FileDamage(
                28,
                "a block of type 5 claims a length of 13, but lengths are multiples of 4 from 12"
                    + " on"));
    assertThat(damageOf(file().section().int32(6, 0xfffffffcL, 0)))
        .contains(
            new FileDamage(
                28,
                "a block of type 6 claims 4294967292 bytes, but at most 16777216 are possible"));
  }

  @Test
  void should_notice_that_the_two_lengths_of_a_block_differ() {
    assertThat(damageOf(file().section().int32(5, 16, 0, 20)))
        .contains(
            new FileDamage(
                28, "a block of type 5 has the length 16 at its start and 20 at its end"));
    assertThat(damageOf(file().section().int32(77, 16, 0, 20)))
        .map(FileDamage::reason)
        .contains("a block of type 77 has the length 16 at its start and 20 at its end");
  }

  @Test
  void should_say_where_the_file_was_cut() {
    assertThat(damageOf(file().section().int32(6, 100).raw(DATA)))
        .contains(
            new FileDamage(
                28, "the file ends within a block of type 6: 13 of its 100 bytes are there"));
    assertThat(damageOf(file().section().int32(77, 100).raw(DATA)))
        .contains(
            new FileDamage(
                28, "the file ends within a block of type 77: 13 of its 100 bytes are there"));
    assertThat(damageOf(file().section().int32(6)))
        .contains(
            new FileDamage(28, "the file ends within a block header: 4 of 8 bytes are there"));
  }

  @Test
  void should_refuse_packets_longer_than_their_block() {
    CaptureBytes file = file().section().interfaceBlock(1, 0);
    assertThat(damageOf(file.block(6, file.part().int32(0, 0, 0, 100, 100, 0).toBytes())))
        .contains(
            new FileDamage(48, "a packet claims 100 captured bytes, but its block has room for 4"));
  }

  @Test
  void should_refuse_blocks_too_short_for_their_kind() {
    assertThat(damageOf(file().section().block(1)))
        .contains(
            new FileDamage(
                28,
                "a block too short for its kind: interface description of 12 bytes, but at least"
                    + " 20 are needed"));
  }

  @Test
  void should_refuse_sections_of_another_version() {
    byte[] body = file().int32(0x1a2b3c4d).int16(2, 0).int64(-1).toBytes();
    assertThat(damageOf(file().block(0x0a0d0d0a, body)))
        .contains(new FileDamage(0, "a section of pcapng version 2.0, but only 1.x is known"));
  }

  private static void statistics(CaptureBytes file, int interfaceId, long ifDrop, long osDrop) {
    CaptureBytes body = file.part().int32(interfaceId, 0, 0);
    body.option(5, file.part().int64(ifDrop).toBytes());
    body.option(7, file.part().int64(osDrop).toBytes());
    file.block(5, body.int32(0).toBytes());
  }

  private static byte[] flags(CaptureBytes file, int flags) {
    return file.part().int32(flags).toBytes();
  }

  private static CaptureBytes file() {
    return CaptureBytes.littleEndian();
  }

  private static Optional<FileDamage> damageOf(CaptureBytes file) {
    return ReadFrames.of(file.toBytes()).result.damage();
  }
}
