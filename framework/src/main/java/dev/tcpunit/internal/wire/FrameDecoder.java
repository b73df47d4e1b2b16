package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.net.ChecksumStatus;

/**
 * Decodes frames to TCP segments: link layer, IP with its fragments, TCP with its options,
 * checksum.
 *
 * <p>Allocates nothing per frame and never throws, whatever the bytes. It remembers the fragments
 * of incomplete datagrams, so one decoder reads one capture, from its start, on one thread.
 */
public final class FrameDecoder {
  private final boolean verifyChecksums;
  private final PacketCursor packet = new PacketCursor();
  private final IpLayer ip = new IpLayer();
  private final TcpHeader tcp = new TcpHeader();
  private final IcmpLayer icmp = new IcmpLayer();

  /** Switched off only by a test that compares {@link PlainFrame} with the layers one by one. */
  boolean readPlainFrames = true;

  public FrameDecoder() {
    this(true);
  }

  /**
   * Makes a decoder.
   *
   * @param verifyChecksums false leaves each checksum unknown of which the capture engine says
   *     nothing
   */
  public FrameDecoder(boolean verifyChecksums) {
    this.verifyChecksums = verifyChecksums;
  }

  /**
   * Decodes one frame.
   *
   * @param frame what was captured
   * @param segment filled where the outcome is {@link FrameOutcome#TCP}, with what is quoted where
   *     it is {@link FrameOutcome#ICMP_ERROR}, and of no meaning otherwise; its frame number is the
   *     caller's to set. Its payload lies in the frame's buffer, or, after reassembly, in one of
   *     the decoder's: either way only until the next frame
   * @return TCP, or the reason why the frame is not a segment; never an exception
   */
  public FrameOutcome decode(CapturedFrame frame, DecodedSegment segment) {
    if (readPlainFrames && PlainFrame.decode(frame, packet, segment)) {
      segment.timeNanos = frame.timeNanos();
      segment.checksum = checksum(frame, segment, false, true);
      return FrameOutcome.TCP;
    }
    return decodeLayers(frame, segment);
  }

  private FrameOutcome decodeLayers(CapturedFrame frame, DecodedSegment segment) {
    packet.start(frame.buffer(), frame.offset(), frame.capturedLength(), frame.originalLength());
    FrameOutcome outcome = LinkLayer.strip(frame.linkType(), packet);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    segment.clear();
    segment.timeNanos = frame.timeNanos();
    outcome = ip.strip(packet, segment);
    if (outcome == FrameOutcome.ICMP_ERROR) {
      return icmp.read(packet, segment);
    }
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    outcome = tcp.check(packet);
    if (outcome == FrameOutcome.TCP) {
      fill(frame, segment);
    }
    return outcome;
  }

  /** What the ICMP error says that was decoded last; valid until the next frame. */
  public DecodedIcmpError icmpError() {
    return icmp.error();
  }

  /**
   * How many frames that were answered with {@link FrameOutcome#FRAGMENT} belong to datagrams that
   * a later frame completed. The completing frame, which stands for the datagram, is not counted.
   *
   * @return a count over all frames so far; the other FRAGMENT outcomes are datagrams with a part
   *     missing or in conflict
   */
  public long completedFragments() {
    return ip.completedFragments();
  }

  private void fill(CapturedFrame frame, DecodedSegment segment) {
    tcp.fill(segment);
    segment.cutShort = packet.isCutShort();
    segment.checksum = checksum(frame, segment, ip.wasReassembled(), ip.isPseudoHeaderKnown());
    int headerLength = tcp.headerLength();
    int captured = Math.min(packet.captured(), headerLength);
    TcpOptions.read(
        packet.bytes(),
        packet.at() + TcpHeader.MIN_LENGTH,
        packet.at() + headerLength,
        packet.at() + captured,
        segment);
    segment.payloadBuffer = packet.bytes();
    segment.payloadOffset = packet.at() + captured;
    segment.payloadLength = packet.length() - headerLength;
    segment.payloadCaptured = packet.captured() - captured;
  }

  private ChecksumStatus checksum(
      CapturedFrame frame, DecodedSegment segment, boolean reassembled, boolean addressesKnown) {
    // What an engine says of a fragment is not about the TCP segment in it.
    if (frame.checksumStatus() != ChecksumStatus.UNKNOWN && !reassembled) {
      return frame.checksumStatus();
    }
    return verifyChecksums && addressesKnown
        ? TcpChecksum.judge(packet, segment)
        : ChecksumStatus.UNKNOWN;
  }
}
