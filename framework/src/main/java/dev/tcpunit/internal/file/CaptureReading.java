package dev.tcpunit.internal.file;

import dev.tcpunit.capture.FrameHandler;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The reading of one capture; it knows how far it came, however it ended. */
final class CaptureReading {
  static final int MAGIC_LENGTH = 4;

  private final Consumer<CaptureSite> sites;
  private Compression compression = Compression.NONE;
  private CaptureFormat format = CaptureFormat.UNKNOWN;
  private ByteSource source;
  private FormatReader reader;

  CaptureReading(Consumer<CaptureSite> sites) {
    this.sites = sites;
  }

  void run(InputStream in, FrameHandler handler) throws IOException {
    source = new ByteSource(uncompressed(in));
    if (!source.has(MAGIC_LENGTH)) {
      throw source.damaged(
          source.available() == 0
              ? "the file is empty"
              : "the file ends after %d bytes, too few to tell its format",
          source.available());
    }
    int magic = source.int32(0);
    format = CaptureFormat.of(magic);
    reader = readerOf(magic);
    reader.read(handler);
  }

  private InputStream uncompressed(InputStream in) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(in, MAGIC_LENGTH);
    byte[] start = whole.readNBytes(MAGIC_LENGTH);
    whole.unread(start);
    compression = Compression.of(start);
    return compression.unpack(whole);
  }

  private FormatReader readerOf(int magic) throws DamagedFileException {
    switch (format) {
      case PCAP:
        return new PcapReader(source, PcapMagic.of(magic));
      case PCAPNG:
        return new PcapngReader(source, sites);
      default:
        throw source.damaged(
            "not a pcap or pcapng file: it starts with the bytes %08x",
            Integer.reverseBytes(magic));
    }
  }

  /** The damage that an error of the stream below amounts to: of a pipe, a disk, a decompressor. */
  FileDamage damageOf(IOException error) {
    long offset = source == null ? 0 : source.offset();
    String reason =
        error instanceof EOFException
            ? "the compressed data end early"
            : "reading failed: " + error.getMessage();
    return new FileDamage(offset, reason);
  }

  ReadResult result(FileDamage damage) {
    return new ReadResult(
        format,
        compression,
        reader == null ? 0 : reader.packets(),
        Optional.ofNullable(damage),
        reader == null ? OptionalLong.empty() : reader.droppedFrames(),
        reader == null ? OptionalLong.empty() : reader.endNanos(),
        reader == null ? Optional.empty() : reader.comment());
  }
}
