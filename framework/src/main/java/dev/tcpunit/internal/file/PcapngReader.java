package dev.tcpunit.internal.file;

import static dev.tcpunit.internal.file.PcapngFormat.BLOCK_OVERHEAD;
import static dev.tcpunit.internal.file.PcapngFormat.ENHANCED_PACKET;
import static dev.tcpunit.internal.file.PcapngFormat.INTERFACE_DESCRIPTION;
import static dev.tcpunit.internal.file.PcapngFormat.INTERFACE_STATISTICS;
import static dev.tcpunit.internal.file.PcapngFormat.MAXIMUM_BUFFERED;
import static dev.tcpunit.internal.file.PcapngFormat.OBSOLETE_PACKET;
import static dev.tcpunit.internal.file.PcapngFormat.SECTION_HEADER;
import static dev.tcpunit.internal.file.PcapngFormat.SIMPLE_PACKET;

import dev.tcpunit.capture.FrameHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads pcapng block by block: checks a block's frame, hands on those that matter and skips the
 * rest (name resolution, secrets, custom and unknown blocks), whatever their length.
 */
final class PcapngReader implements FormatReader {
  private static final int BLOCK_HEADER = 8;
  private static final int SECTION_BODY = 16;

  private final ByteSource source;
  private final PcapngSection section;
  private final PcapngPackets packets;

  PcapngReader(ByteSource source, Consumer<CaptureSite> sites) {
    this.source = source;
    section = new PcapngSection(source, sites);
    packets = new PcapngPackets(source, section);
  }

  @Override
  public long packets() {
    return packets.count();
  }

  @Override
  public OptionalLong droppedFrames() {
    return section.droppedFrames();
  }

  @Override
  public OptionalLong endNanos() {
    return section.endNanos();
  }

  @Override
  public Optional<String> comment() {
    return section.comment();
  }

  @Override
  public void read(FrameHandler handler) throws IOException {
    while (source.has(BLOCK_HEADER)) {
      readBlock(handler);
    }
    if (source.available() > 0) {
      throw source.damaged(
          "the file ends within a block header: %d of %d bytes are there",
          source.available(), BLOCK_HEADER);
    }
  }

  private void readBlock(FrameHandler handler) throws IOException {
    int type = source.int32(0);
    if (type == SECTION_HEADER) {
      learnByteOrder();
    }
    long length = source.unsigned32(4);
    if (length < BLOCK_OVERHEAD || length % 4 != 0) {
      throw source.damaged(
          "a block of type %d claims a length of %d, but lengths are multiples of 4 from %d on",
          Integer.toUnsignedLong(type), length, BLOCK_OVERHEAD);
    }
    if (isRead(type)) {
      buffer(type, length);
      checkTrailer(type, length, (int) length - 4);
      interpret(type, (int) length, handler);
      source.advance((int) length);
    } else {
      skip(type, length);
    }
  }

  private void learnByteOrder() throws IOException {
    if (!source.has(BLOCK_HEADER + 4)) {
      throw source.damaged(
          "the file ends within a section header: %d of %d bytes are there",
          source.available(), BLOCK_OVERHEAD + SECTION_BODY);
    }
    source.setBigEndian(false);
    int magic = source.int32(BLOCK_HEADER);
    if (Integer.reverseBytes(magic) == PcapngFormat.BYTE_ORDER_MAGIC) {
      source.setBigEndian(true);
    } else if (magic != PcapngFormat.BYTE_ORDER_MAGIC) {
      throw source.damaged("a section header has the byte order magic 0x%08x", magic);
    }
  }

  private static boolean isRead(int type) {
    switch (type) {
      case SECTION_HEADER:
      case INTERFACE_DESCRIPTION:
      case OBSOLETE_PACKET:
      case SIMPLE_PACKET:
      case INTERFACE_STATISTICS:
      case ENHANCED_PACKET:
        return true;
      default:
        return false;
    }
  }

  private void buffer(int type, long length) throws IOException {
    if (length > MAXIMUM_BUFFERED) {
      throw source.damaged(
          "a block of type %d claims %d bytes, but at most %d are possible",
          Integer.toUnsignedLong(type), length, MAXIMUM_BUFFERED);
    }
    if (!source.has((int) length)) {
      throw endsWithin(type, source.available(), length);
    }
  }

  private void skip(int type, long length) throws IOException {
    long start = source.offset();
    if (!source.skip(length - 4) || !source.has(4)) {
      long there = source.offset() + source.available() - start;
      throw new DamagedFileException(start, endsWithin(type, there, length).getMessage());
    }
    checkTrailer(type, length, 0);
    source.advance(4);
  }

  private DamagedFileException endsWithin(int type, long there, long length) {
    return source.damaged(
        "the file ends within a block of type %d: %d of its %d bytes are there",
        Integer.toUnsignedLong(type), there, length);
  }

  private void checkTrailer(int type, long length, int index) throws DamagedFileException {
    long trailer = source.unsigned32(index);
    if (trailer != length) {
      throw source.damaged(
          "a block of type %d has the length %d at its start and %d at its end",
          Integer.toUnsignedLong(type), length, trailer);
    }
  }

  private void interpret(int type, int length, FrameHandler handler) throws IOException {
    int end = length - 4;
    switch (type) {
      case SECTION_HEADER:
        section.start(end);
        break;
      case INTERFACE_DESCRIPTION:
        section.addInterface(end);
        break;
      case INTERFACE_STATISTICS:
        section.readStatistics(end);
        break;
      default:
        packets.read(type, end, handler);
    }
  }
}
