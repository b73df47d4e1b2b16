package dev.tcpunit.internal.file;

import static dev.tcpunit.internal.file.PcapngFormat.EPB_DROPCOUNT;
import static dev.tcpunit.internal.file.PcapngFormat.EPB_FLAGS;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.net.ChecksumStatus;

/** Reads the three kinds of packet block: enhanced, simple and obsolete. */
final class PcapngPackets {
  private static final int HEADER = 8;
  private static final int PACKET_DATA = 28;
  private static final int SIMPLE_DATA = 12;

  /** What the obsolete block's 16-bit drop count holds where it is not known. */
  private static final int DROPS_UNKNOWN = 0xffff;

  private final ByteSource source;
  private final PcapngSection section;
  private final PcapngOptions options;
  private final CapturedFrame frame = new CapturedFrame();
  private long count;

  PcapngPackets(ByteSource source, PcapngSection section) {
    this.source = source;
    this.section = section;
    options = new PcapngOptions(source);
  }

  long count() {
    return count;
  }

  void read(int type, int end, FrameHandler handler) throws DamagedFileException {
    switch (type) {
      case PcapngFormat.ENHANCED_PACKET:
        readEnhanced(end);
        break;
      case PcapngFormat.OBSOLETE_PACKET:
        readObsolete(end);
        break;
      default:
        readSimple(end);
    }
    handler.onFrame(frame);
    count++;
  }

  private void readEnhanced(int end) throws DamagedFileException {
    section.checkLength(end, PACKET_DATA, "enhanced packet");
    PcapngInterface from = section.interfaceOf(source.unsigned32(HEADER));
    int captured = wrapPacket(end);
    ChecksumStatus checksum = ChecksumStatus.UNKNOWN;
    options.within(PACKET_DATA + (captured + 3 & ~3), end);
    while (options.next()) {
      if (options.is(EPB_DROPCOUNT, 8)) {
        from.addDropped(options.int64());
      } else if (options.is(EPB_FLAGS, 4)) {
        checksum = checksumOf(options.int32());
      }
    }
    stamp(from, checksum);
  }

  private void readObsolete(int end) throws DamagedFileException {
    section.checkLength(end, PACKET_DATA, "packet");
    PcapngInterface from = section.interfaceOf(source.unsigned16(HEADER));
    wrapPacket(end);
    int dropped = source.unsigned16(HEADER + 2);
    if (dropped != DROPS_UNKNOWN) {
      from.addDropped(dropped);
    }
    stamp(from, ChecksumStatus.UNKNOWN);
  }

  /** The simple block carries no time, and no length but the original one. */
  private void readSimple(int end) throws DamagedFileException {
    section.checkLength(end, SIMPLE_DATA, "simple packet");
    PcapngInterface from = section.interfaceOf(0);
    long original = source.unsigned32(HEADER);
    long captured = from.snapLength == 0 ? original : Math.min(original, from.snapLength);
    frame.wrap(
        source.bytes(),
        source.position() + SIMPLE_DATA,
        (int) Math.min(captured, end - SIMPLE_DATA),
        (int) Math.min(original, Integer.MAX_VALUE));
    frame.stamp(from.resolution.nanos(0), from.linkType, ChecksumStatus.UNKNOWN);
    frame.seenAt(section.numberOf(from));
  }

  private int wrapPacket(int end) throws DamagedFileException {
    long captured = source.unsigned32(20);
    if (captured > end - PACKET_DATA) {
      throw source.damaged(
          "a packet claims %d captured bytes, but its block has room for %d",
          captured, end - PACKET_DATA);
    }
    long original = Math.min(source.unsigned32(24), Integer.MAX_VALUE);
    int start = source.position() + PACKET_DATA;
    frame.wrap(source.bytes(), start, (int) captured, (int) original);
    return (int) captured;
  }

  private void stamp(PcapngInterface from, ChecksumStatus checksum) {
    long units = source.unsigned32(12) << 32 | source.unsigned32(16);
    frame.stamp(from.resolution.nanos(units), from.linkType, checksum);
    frame.seenAt(section.numberOf(from));
  }

  private static ChecksumStatus checksumOf(int flags) {
    if ((flags & PcapngFormat.CHECKSUM_NOT_READY) != 0) {
      return ChecksumStatus.OFFLOADED;
    }
    return (flags & PcapngFormat.CHECKSUM_VALID) != 0
        ? ChecksumStatus.VALID
        : ChecksumStatus.UNKNOWN;
  }
}
