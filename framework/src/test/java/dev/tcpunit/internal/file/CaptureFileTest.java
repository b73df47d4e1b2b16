package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  private static final int PACKETS = 3000;

  @TempDir Path folder;

  @Test
  void should_read_a_file_by_its_path() throws IOException {
    Path file = Files.write(folder.resolve("odd name.txt"), pcap(PACKETS));
    ReadResult result = CaptureFile.read(file, frame -> {});
    assertThat(result.packets()).isEqualTo(PACKETS);
    assertThat(result.compression()).isEqualTo(Compression.NONE);
  }

  @Test
  void should_throw_for_a_file_that_is_not_there() {
    Path missing = folder.resolve("missing.pcap");
    assertThatThrownBy(() -> CaptureFile.read(missing, frame -> {}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
  }

  @Test
  void should_unpack_gzip_by_content_with_all_its_members() throws IOException {
    byte[] file = pcap(PACKETS);
    int middle = file.length / 2;
    byte[] first = gzip(Arrays.copyOf(file, middle));
    byte[] second = gzip(Arrays.copyOfRange(file, middle, file.length));
    ReadFrames read = ReadFrames.of(slowly(concat(first, second)));
    assertThat(read.result.damage()).isEmpty();
    assertThat(read.frames).isEqualTo(ReadFrames.of(file).frames).hasSize(PACKETS);
    assertThat(read.result.compression()).isEqualTo(Compression.GZIP);
  }

  @Test
  void should_unpack_zstd_by_content() throws IOException {
    byte[] file = pcap(PACKETS);
    ReadFrames read = ReadFrames.of(slowly(zstd(file)));
    assertThat(read.result.damage()).isEmpty();
    assertThat(read.frames).isEqualTo(ReadFrames.of(file).frames).hasSize(PACKETS);
    assertThat(read.result.compression()).isEqualTo(Compression.ZSTD);
  }

  @Test
  void should_keep_what_a_cut_gzip_file_holds() throws IOException {
    byte[] packed = gzip(pcap(PACKETS));
    ReadFrames read = ReadFrames.of(Arrays.copyOf(packed, packed.length / 2));
    assertThat(read.frames).hasSizeBetween(PACKETS / 4, PACKETS - 1);
    assertThat(read.result.damage())
        .map(FileDamage::reason)
        .contains("the compressed data end early");
  }

  @Test
  void should_keep_what_a_cut_zstd_file_holds() throws IOException {
    byte[] packed = zstd(pcap(100 * PACKETS));
    ReadFrames read = ReadFrames.of(Arrays.copyOf(packed, packed.length / 2));
    assertThat(read.frames).hasSizeBetween(PACKETS, 100 * PACKETS - 1);
    assertThat(read.result.damage()).isPresent();
  }

  @Test
  void should_take_damaged_compression_for_a_damage() throws IOException {
    byte[] gzip = gzip(pcap(PACKETS));
    byte[] zstd = zstd(pcap(PACKETS));
    for (byte[] packed : new byte[][] {gzip, zstd}) {
      for (int at = 4; at < packed.length; at += 97) {
        byte[] damaged = packed.clone();
        damaged[at] ^= 0x55;
        ReadFrames read = ReadFrames.of(damaged);
        assertThat(read.result.packets()).isEqualTo(read.frames.size());
      }
    }
  }

  @Test
  void should_say_what_to_do_about_zstd_windows_that_are_too_large() {
    byte[] windowOf128Megabytes =
        HexFormat.of().parseHex("28b52ffd0088" + "050100" + "01".repeat(32));
    assertThat(ReadFrames.of(windowOf128Megabytes).result.damage())
        .contains(
            new FileDamage(
                0,
                "reading failed: zstd with a window of more than 8 MB (--ultra, --long); unpack"
                    + " it by zstd -d first"));
  }

  @Test
  void should_say_of_other_files_what_they_start_with() {
    ReadFrames read = ReadFrames.of(new byte[] {'P', 'K', 3, 4, 5});
    assertThat(read.result.format()).isEqualTo(CaptureFormat.UNKNOWN);
    assertThat(read.result.damage())
        .contains(
            new FileDamage(0, "not a pcap or pcapng file: it starts with the bytes 504b0304"));
  }

  @Test
  void should_say_that_a_file_is_empty_or_next_to_empty() {
    assertThat(ReadFrames.of(new byte[0]).result.damage())
        .contains(new FileDamage(0, "the file is empty"));
    assertThat(ReadFrames.of(new byte[2]).result.damage())
        .contains(new FileDamage(0, "the file ends after 2 bytes, too few to tell its format"));
    assertThat(ReadFrames.of(new byte[] {0x1f, (byte) 0x8b}).result.damage())
        .contains(new FileDamage(0, "the compressed data end early"));
  }

  @Test
  void should_take_an_error_of_the_stream_for_a_damage() {
    byte[] file = pcap(2);
    InputStream failing =
        new InputStream() {
          private int next;

          @Override
          public int read() throws IOException {
            if (next == file.length) {
              throw new IOException("the disk is gone");
            }
            return Byte.toUnsignedInt(file[next++]);
          }
        };
    ReadFrames read = ReadFrames.of(failing);
    assertThat(read.frames).hasSize(2);
    assertThat(read.result.damage())
        .contains(new FileDamage(file.length, "reading failed: the disk is gone"));
  }

  @Test
  void should_deliver_a_frame_of_a_pipe_before_the_next_is_written() throws Exception {
    byte[] file = pcap(3);
    int record = (file.length - 24) / 3;
    LinkedBlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    PipedInputStream in = new PipedInputStream();
    CompletableFuture<ReadResult> result;
    try (PipedOutputStream out = new PipedOutputStream(in)) {
      result =
          CompletableFuture.supplyAsync(
              () -> CaptureFile.read(in, frame -> seen.add(frame.timeNanos())));
      out.write(file, 0, 24);
      for (int i = 0; i < 3; i++) {
        out.write(file, 24 + i * record, record);
        out.flush();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(i * 1_000_000_000L);
      }
    }
    assertThat(result.get(10, TimeUnit.SECONDS).packets()).isEqualTo(3);
  }

  private static byte[] pcap(int packets) {
    CaptureBytes file = CaptureBytes.littleEndian().pcapHeader(PcapMagic.NANOSECONDS, 1);
    for (int i = 0; i < packets; i++) {
      file.pcapRecord(i, 0, 60, (byte) (i * 31), (byte) (i >> 8), (byte) (i * i), (byte) 4);
    }
    return file.toBytes();
  }

  /** Hands out few bytes at a time and never says that there are more. */
  private static InputStream slowly(byte[] bytes) {
    return new InputStream() {
      private int next;

      @Override
      public int read() {
        return next == bytes.length ? -1 : Byte.toUnsignedInt(bytes[next++]);
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (next == bytes.length) {
          return -1;
        }
        int count = Math.min(Math.min(length, 7), bytes.length - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
      }
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
