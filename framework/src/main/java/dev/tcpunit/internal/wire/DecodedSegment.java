package dev.tcpunit.internal.wire;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.Endpoint;

/**
 * One TCP segment as it was decoded: all that tracking and classification see of a packet.
 *
 * <p>A structure with open fields, reused for every packet by the one producer that fills it: the
 * {@link FrameDecoder}, or the reader of tcpdump text. Numbers are as in the header, in host order,
 * unsigned where the header's are.
 */
public final class DecodedSegment {
  /** What a field holds that the segment does not carry. */
  public static final int ABSENT = -1;

  /** The most SACK blocks that fit the option space (RFC 2018 section 3). */
  public static final int MAX_SACK_BLOCKS = 4;

  /** Counts all frames of the trace from 1, as Wireshark does. */
  public long frameNumber;

  /** When it was captured, in nanoseconds since the epoch. */
  public long timeNanos;

  /** Read from a text that gives no time for it: {@link #timeNanos} is that of the one before. */
  public boolean untimed;

  public boolean ipv6;

  /** The upper half of an IPv6 source address; 0 for IPv4. */
  public long sourceHigh;

  /** The lower half of an IPv6 source address, or the unsigned 32 bits of an IPv4 one. */
  public long sourceLow;

  public long destinationHigh;
  public long destinationLow;
  public int sourcePort;
  public int destinationPort;

  /** The IPv4 identification, or {@link #ABSENT} for IPv6 and text. */
  public int ipId;

  /** The two ECN bits of the IP header (RFC 3168 section 5), or {@link #ABSENT} for text. */
  public int ecn;

  public int seq;

  /** Counts only where the ACK flag is set. */
  public int ack;

  /** Bits of {@link dev.tcpunit.net.TcpFlags}. */
  public int flags;

  /** The window field as it stands in the header, not scaled. */
  public int window;

  public int urgentPointer;

  /**
   * The packet's IP length is beyond the end of the frame: it was cut on its way, or by the
   * capture.
   */
  public boolean cutShort;

  /** The checksum of an IPv4 header that it came in is wrong, and not left to the device. */
  public boolean badIpChecksum;

  /** How many payload bytes the packet had on the wire, whether they were captured or not. */
  public int payloadLength;

  /** Holds the captured payload; null where there is none (text). */
  public byte[] payloadBuffer;

  public int payloadOffset;

  /** A number that stands for the interface that a line of text names; 0 where it names none. */
  public int interfaceInText;

  /** How many payload bytes were captured: at most {@link #payloadLength}. */
  public int payloadCaptured;

  /**
   * Where in the frame's buffer the headers of an IP fragment end, or {@link #ABSENT}; set with
   * {@link FrameOutcome#FRAGMENT} and for the fragment that completes a datagram.
   */
  public int fragmentHeadersEnd;

  /** The MSS option (RFC 9293 section 3.7.1), which counts in a SYN only, or {@link #ABSENT}. */
  public int mss;

  /**
   * The window scale option's shift count, at most 14 (RFC 7323 section 2.3), or {@link #ABSENT}.
   * It counts in a SYN only: elsewhere it is to be ignored (section 2.2).
   */
  public int windowScale;

  public boolean sackPermitted;
  public boolean hasTimestamps;
  public int tsVal;
  public int tsEcr;
  public int sackBlocks;

  /** Left and right edges in turn, {@link #sackBlocks} pairs. */
  public final int[] sackEdges = new int[2 * MAX_SACK_BLOCKS];

  /** The length of the fast open cookie (RFC 7413), 0 for a request, or {@link #ABSENT}. */
  public int fastOpenCookieLength;

  /** The segment carries the option of accurate ECN (RFC 9768 section 3.2.3). */
  public boolean hasAccurateEcn;

  /**
   * Its counters of bytes by their marks, as an IP header would have them: ECT(1), ECT(0), CE at 1,
   * 2 and 3; {@link #ABSENT} where the option is too short for one.
   */
  public final int[] accurateEcn = new int[4];

  public boolean multipath;

  /** TCP MD5 (RFC 2385) or TCP-AO (RFC 5925). */
  public boolean authenticated;

  /** The segment carries an option of a kind that has no field here. */
  public boolean unknownOptions;

  /** An option has an impossible length; the sound options before it were read. */
  public boolean malformedOptions;

  /** The snap length cut the options: one that seems to be absent may have been there. */
  public boolean optionsCut;

  public ChecksumStatus checksum = ChecksumStatus.UNKNOWN;

  /**
   * Forgets the options, payload and IP facts of the packet before; the rest is always set anew.
   */
  public void clear() {
    ipId = ABSENT;
    ecn = ABSENT;
    urgentPointer = 0;
    cutShort = false;
    badIpChecksum = false;
    payloadLength = 0;
    payloadBuffer = null;
    payloadOffset = 0;
    payloadCaptured = 0;
    interfaceInText = 0;
    fragmentHeadersEnd = ABSENT;
    mss = ABSENT;
    windowScale = ABSENT;
    sackPermitted = false;
    hasTimestamps = false;
    sackBlocks = 0;
    fastOpenCookieLength = ABSENT;
    hasAccurateEcn = false;
    multipath = false;
    authenticated = false;
    unknownOptions = false;
    malformedOptions = false;
    optionsCut = false;
    checksum = ChecksumStatus.UNKNOWN;
  }

  /**
   * Whether IP or TCP finds a wrong checksum. A host that leaves TCP's to its device may leave it
   * the IP header's too.
   */
  public boolean isDamaged() {
    return checksum == ChecksumStatus.BAD || badIpChecksum && checksum != ChecksumStatus.OFFLOADED;
  }

  public boolean has(int flag) {
    return (flags & flag) == flag;
  }

  public Endpoint source() {
    return Endpoint.of(addressBytes(sourceHigh, sourceLow), sourcePort);
  }

  public Endpoint destination() {
    return Endpoint.of(addressBytes(destinationHigh, destinationLow), destinationPort);
  }

  private byte[] addressBytes(long high, long low) {
    byte[] bytes = new byte[ipv6 ? 16 : 4];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      long half = fromEnd < 8 ? low : high;
      bytes[i] = (byte) (half >>> 8 * (fromEnd & 7));
    }
    return bytes;
  }
}
