package dev.tcpunit.mutation;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import java.util.Arrays;

/**
 * A frame of a capture, and where in it the fields lie that are changed.
 *
 * @param checksum what the capture or the bytes say of the TCP checksum
 * @param tcpAt where the TCP header begins; -1 where it is no segment, or its header was cut
 * @param payload how many payload bytes the segment had
 * @param flags the TCP flags
 * @param flow tells the directions of connections apart
 */
record RecordedFrame(
    byte[] bytes,
    int originalLength,
    long timeNanos,
    int linkType,
    ChecksumStatus checksum,
    int tcpAt,
    int payload,
    int flags,
    String flow) {
  private static final int LEAST_HEADER = 20;
  private static final int MOST_HEADER = 60;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int WINDOW = 14;
  private static final int CHECKSUM = 16;
  private static final int IP_ID = 4;
  private static final int IP_CHECKSUM = 10;

  /** Further on than any other packet of a short capture has counted. */
  private static final int OTHER_ID = 0x4000;

  static RecordedFrame of(CapturedFrame frame, DecodedSegment segment) {
    byte[] bytes =
        Arrays.copyOfRange(frame.buffer(), frame.offset(), frame.offset() + frame.capturedLength());
    boolean tcp = segment != null && segment.payloadBuffer == frame.buffer();
    return new RecordedFrame(
        bytes,
        frame.originalLength(),
        frame.timeNanos(),
        frame.linkType(),
        tcp ? segment.checksum : frame.checksumStatus(),
        tcp ? headerBefore(bytes, segment.payloadOffset - frame.offset(), segment) : -1,
        tcp ? segment.payloadLength : 0,
        tcp ? segment.flags : 0,
        tcp ? segment.source() + ">" + segment.destination() : "");
  }

  /** Where the header begins that ends before the payload: its own length says so. */
  private static int headerBefore(byte[] bytes, int end, DecodedSegment segment) {
    for (int length = LEAST_HEADER; length <= Math.min(MOST_HEADER, end); length += 4) {
      int at = end - length;
      if ((bytes[at + DATA_OFFSET] & 0xF0) >>> 2 == length
          && int16(bytes, at) == segment.sourcePort
          && int16(bytes, at + 2) == segment.destinationPort) {
        return at;
      }
    }
    return -1;
  }

  boolean hasFlag(int flag) {
    return (flags & flag) != 0;
  }

  boolean isData() {
    return tcpAt >= 0 && payload > 0;
  }

  boolean isPureAck() {
    return tcpAt >= 0
        && payload == 0
        && hasFlag(TcpFlags.ACK)
        && !hasFlag(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
  }

  boolean hasOpenWindow() {
    return tcpAt >= 0 && !hasFlag(TcpFlags.SYN | TcpFlags.RST) && int16(bytes, tcpAt + WINDOW) > 0;
  }

  CapturedFrame showIn(CapturedFrame window) {
    return window.wrap(bytes, 0, bytes.length, originalLength).stamp(timeNanos, linkType, checksum);
  }

  RecordedFrame at(long nanos) {
    return with(bytes, nanos, checksum);
  }

  RecordedFrame asReset() {
    byte[] copy = bytes.clone();
    exchange(
        copy, tcpAt + FLAGS - 1, int16(bytes, tcpAt + FLAGS - 1) & ~TcpFlags.FIN | TcpFlags.RST);
    return with(copy, timeNanos, checksum);
  }

  RecordedFrame withClosedWindow() {
    byte[] copy = bytes.clone();
    exchange(copy, tcpAt + WINDOW, 0);
    return with(copy, timeNanos, checksum);
  }

  RecordedFrame damaged() {
    return with(bytes, timeNanos, ChecksumStatus.BAD);
  }

  /** The same segment in a packet of its own, as a sender sends it again. */
  RecordedFrame sentAgain(long nanos) {
    byte[] copy = bytes.clone();
    int ip = tcpAt - LEAST_HEADER;
    if (ip >= 0 && copy[ip] == 0x45) {
      int id = int16(copy, ip + IP_ID);
      int other = id + OTHER_ID & 0xFFFF;
      put(copy, ip + IP_ID, other);
      put(copy, ip + IP_CHECKSUM, exchanged(int16(copy, ip + IP_CHECKSUM), id, other));
    }
    return with(copy, nanos, checksum);
  }

  private RecordedFrame with(byte[] other, long nanos, ChecksumStatus status) {
    return new RecordedFrame(
        other, originalLength, nanos, linkType, status, tcpAt, payload, flags, flow);
  }

  /** Changes a field of the TCP header; a sum that is left to the device does not count it. */
  private void exchange(byte[] copy, int at, int value) {
    if (checksum != ChecksumStatus.OFFLOADED) {
      int sum = int16(copy, tcpAt + CHECKSUM);
      put(copy, tcpAt + CHECKSUM, exchanged(sum, int16(copy, at), value));
    }
    put(copy, at, value);
  }

  /** RFC 1624: the new sum follows from the old one and the difference. */
  private static int exchanged(int sum, int before, int after) {
    int folded = (~sum & 0xFFFF) + (~before & 0xFFFF) + after;
    while (folded >>> Short.SIZE != 0) {
      folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
    }
    return ~folded & 0xFFFF;
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
  }

  private static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> Byte.SIZE);
    bytes[at + 1] = (byte) value;
  }
}
