package dev.tcpunit.internal.file;

import static dev.tcpunit.internal.file.PcapngFormat.CHECKSUM_NOT_READY;
import static dev.tcpunit.internal.file.PcapngFormat.CHECKSUM_VALID;
import static dev.tcpunit.internal.file.PcapngFormat.DECRYPTION_SECRETS;
import static dev.tcpunit.internal.file.PcapngFormat.ENHANCED_PACKET;
import static dev.tcpunit.internal.file.PcapngFormat.EPB_FLAGS;
import static dev.tcpunit.internal.file.PcapngFormat.IF_DESCRIPTION;
import static dev.tcpunit.internal.file.PcapngFormat.IF_NAME;
import static dev.tcpunit.internal.file.PcapngFormat.IF_TSRESOL;
import static dev.tcpunit.internal.file.PcapngFormat.INTERFACE_DESCRIPTION;
import static dev.tcpunit.internal.file.PcapngFormat.INTERFACE_STATISTICS;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_ENDTIME;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_IFDROP;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_IFRECV;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_USRDELIV;
import static dev.tcpunit.internal.file.PcapngFormat.OPT_COMMENT;
import static dev.tcpunit.internal.file.PcapngFormat.SECTION_HEADER;
import static dev.tcpunit.internal.file.PcapngFormat.SHB_OS;
import static dev.tcpunit.internal.file.PcapngFormat.SHB_USERAPPL;
import static dev.tcpunit.internal.file.PcapngFormat.TLS_KEY_LOG;

import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.net.ChecksumStatus;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes frames as pcapng with nanosecond times, and with what TcpUnit found as comments, which
 * Wireshark shows beside the packet and lists as expert information.
 *
 * <p>Order: keys and interfaces before the packets they saw, statistics last. Not thread-safe.
 */
public final class PcapngWriter implements Closeable {
  private static final int NANOSECONDS = 9;
  private static final long LENGTH_NOT_SPECIFIED = -1;
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final PcapngBlock block = new PcapngBlock();
  private int interfaces;

  /**
   * Starts a section.
   *
   * @param out where it is written; closed with the writer
   * @param comment what was captured, such as a test's name
   */
  public PcapngWriter(OutputStream out, String comment) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    block.start(SECTION_HEADER).int32(PcapngFormat.BYTE_ORDER_MAGIC).int16(1).int16(0);
    block.int64(LENGTH_NOT_SPECIFIED);
    block.optionText(OPT_COMMENT, comment);
    block.optionText(
        SHB_OS, System.getProperty("os.name") + " " + System.getProperty("os.version"));
    block.optionText(SHB_USERAPPL, application());
    block.writeTo(this.out);
  }

  /** Makes or replaces a file that only its owner may read, and the folders it lies in. */
  public static PcapngWriter create(Path file, String comment) throws IOException {
    return new PcapngWriter(PrivateFiles.replace(file), comment);
  }

  /**
   * Describes an interface.
   *
   * @return the number by which its packets name it
   */
  public int addInterface(String name, int linkType, int snapLength) throws IOException {
    return addInterface(name, linkType, snapLength, CaptureSite.UNKNOWN);
  }

  /**
   * Describes an interface and where it stands, which readers of the file then know as well.
   *
   * @return the number by which its packets name it
   */
  public int addInterface(String name, int linkType, int snapLength, CaptureSite site)
      throws IOException {
    block.start(INTERFACE_DESCRIPTION).int16(linkType).int16(0).int32(snapLength);
    block.optionText(IF_NAME, name).option8(IF_TSRESOL, NANOSECONDS);
    site.description().ifPresent(text -> block.optionText(IF_DESCRIPTION, text));
    block.writeTo(out);
    return interfaces++;
  }

  /**
   * Writes lines of a TLS key log, by which readers decrypt the packets behind them; nothing if
   * there are none.
   */
  public void writeTlsKeys(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    byte[] keys = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    block.start(DECRYPTION_SECRETS).int32(TLS_KEY_LOG).int32(keys.length);
    block.padded(keys, 0, keys.length).writeTo(out);
  }

  public void write(int interfaceId, CapturedFrame frame) throws IOException {
    write(interfaceId, frame, List.of());
  }

  /** Writes a frame with comments. */
  public void write(int interfaceId, CapturedFrame frame, List<String> comments)
      throws IOException {
    block.start(ENHANCED_PACKET).int32(known(interfaceId)).time(frame.timeNanos());
    block.int32(frame.capturedLength()).int32(frame.originalLength());
    block.padded(frame.buffer(), frame.offset(), frame.capturedLength());
    int flags = flagsOf(frame.checksumStatus());
    if (flags != 0) {
      block.option32(EPB_FLAGS, flags);
    }
    for (String comment : comments) {
      block.optionText(OPT_COMMENT, comment);
    }
    block.writeTo(out);
  }

  /** Says what an interface delivered and dropped until a time, the end of its capture. */
  public void writeStatistics(int interfaceId, long timeNanos, CaptureStatistics statistics)
      throws IOException {
    block.start(INTERFACE_STATISTICS).int32(known(interfaceId)).time(timeNanos);
    block.optionTime(ISB_ENDTIME, timeNanos);
    block.option64(ISB_IFRECV, statistics.delivered() + statistics.dropped());
    block.option64(ISB_IFDROP, statistics.dropped());
    block.option64(ISB_USRDELIV, statistics.delivered());
    block.writeTo(out);
  }

  /** Hands on what is buffered, so that a reader of the file sees it. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private int known(int interfaceId) {
    if (interfaceId < 0 || interfaceId >= interfaces) {
      throw new IllegalArgumentException(
          "interface " + interfaceId + " was not added; there are " + interfaces);
    }
    return interfaceId;
  }

  private static int flagsOf(ChecksumStatus status) {
    switch (status) {
      case OFFLOADED:
        return CHECKSUM_NOT_READY;
      case VALID:
        return CHECKSUM_VALID;
      default:
        return 0;
    }
  }

  private static String application() {
    String version = PcapngWriter.class.getPackage().getImplementationVersion();
    return version == null ? "TcpUnit" : "TcpUnit " + version;
  }
}
