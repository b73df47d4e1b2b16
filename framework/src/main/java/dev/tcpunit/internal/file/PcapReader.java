package dev.tcpunit.internal.file;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.net.ChecksumStatus;
import java.io.IOException;

/** Reads pcap: one header, then records of time, two lengths and bytes. */
final class PcapReader implements FormatReader {
  /** The longest frame of any ordinary link, according to libpcap. */
  private static final int USUAL_MAXIMUM = 262_144;

  private static final int FILE_HEADER = 24;
  private static final long LOW_HALF = 0xFFFF_FFFFL;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The version that some vendors' loaders wrote instead of 2; the layout is the same. */
  private static final int VENDOR_VERSION = 543;

  private final ByteSource source;
  private final PcapMagic magic;
  private final CapturedFrame frame = new CapturedFrame();
  private final int headerLength;
  private int majorVersion;
  private int minorVersion;
  private int linkType;
  private int maximumLength;
  private long packets;

  PcapReader(ByteSource source, PcapMagic magic) {
    this.source = source;
    this.magic = magic;
    headerLength = magic.recordHeaderLength();
    source.setBigEndian(magic.bigEndian());
  }

  @Override
  public long packets() {
    return packets;
  }

  @Override
  public void read(FrameHandler handler) throws IOException {
    readFileHeader();
    takeBuffered(handler);
    while (source.has(headerLength)) {
      int captured = capturedLength();
      if (!source.has(headerLength + captured)) {
        throw source.damaged(
            "the file ends within a packet: %d of its %d captured bytes are there",
            source.available() - headerLength, captured);
      }
      takeBuffered(handler);
    }
    if (source.available() > 0) {
      throw source.damaged(
          "the file ends within a packet header: %d of %d bytes are there",
          source.available(), headerLength);
    }
  }

  /** Delivers the packets that are in the buffer as a whole; nearly all are, and need no read. */
  private void takeBuffered(FrameHandler handler) throws DamagedFileException {
    while (source.available() >= headerLength) {
      int captured = capturedLength();
      if (source.available() - headerLength < captured) {
        return;
      }
      wrap(captured);
      handler.onFrame(frame);
      packets++;
      source.advance(headerLength + captured);
    }
  }

  private void readFileHeader() throws IOException {
    if (!source.has(FILE_HEADER)) {
      throw source.damaged(
          "the file ends within its header: %d of %d bytes are there",
          source.available(), FILE_HEADER);
    }
    majorVersion = source.unsigned16(4);
    minorVersion = source.unsigned16(6);
    if (majorVersion != 2 && majorVersion != VENDOR_VERSION) {
      throw source.damaged("pcap version %d.%d, but only 2.x is known", majorVersion, minorVersion);
    }
    long snapLength = source.unsigned32(16);
    maximumLength =
        snapLength <= PcapngFormat.MAXIMUM_BUFFERED
            ? (int) Math.max(snapLength, USUAL_MAXIMUM)
            : USUAL_MAXIMUM;
    // The upper bits say how long the frame check sequence is.
    linkType = source.int32(20) & 0x03ffffff;
    source.advance(FILE_HEADER);
  }

  private int capturedLength() throws DamagedFileException {
    long lengths = source.twoInts(8);
    long captured = lengthsSwapped(lengths) ? lengths >>> 32 : lengths & LOW_HALF;
    if (captured > maximumLength) {
      throw source.damaged(
          "a packet claims %d captured bytes, but at most %d are possible",
          captured, maximumLength);
    }
    return (int) captured;
  }

  /** Before version 2.3 the two lengths stood the other way round; 2.3 has files of both kinds. */
  private boolean lengthsSwapped(long lengths) {
    if (minorVersion > 3) {
      return false;
    }
    if (minorVersion < 3) {
      return majorVersion == 2;
    }
    return (lengths & LOW_HALF) > lengths >>> 32;
  }

  private void wrap(int captured) {
    long lengths = source.twoInts(8);
    long original = lengthsSwapped(lengths) ? lengths & LOW_HALF : lengths >>> 32;
    long time = source.twoInts(0);
    long nanos = (time & LOW_HALF) * NANOS_PER_SECOND + (time >>> 32) * magic.nanosPerFraction();
    frame.wrap(
        source.bytes(),
        source.position() + headerLength,
        captured,
        (int) Math.min(original, Integer.MAX_VALUE));
    frame.stamp(nanos, linkType, ChecksumStatus.UNKNOWN);
  }
}
