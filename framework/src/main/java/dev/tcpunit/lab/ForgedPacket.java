package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import java.nio.ByteBuffer;

/**
 * A packet that neither end sent, but that fits into a connection.
 *
 * @param sender in which direction it goes: whose packets go so too
 * @param frame the bytes, addressed to the receiver
 */
record ForgedPacket(Role sender, byte[] frame) {
  private static final int TCP = 6;
  private static final int TCP_BYTES = 20;

  /**
   * How far beyond the expected number a forged one lies: unlike a usual one, but within the
   * window.
   */
  private static final int SOME_WAY = 1000;

  /** What can be forged. */
  enum Kind {
    /** RST with just the number that the receiver expects (RFC 5961 section 3.2). */
    RST(TcpFlags.RST),
    /** FIN with just the number that the receiver expects. */
    FIN(TcpFlags.FIN | TcpFlags.ACK),
    /** SYN within the window, which RFC 5961 section 4.2 has answered by a challenge ACK. */
    SYN(TcpFlags.SYN),
    /** The first byte of the flow again, long acknowledged (RFC 9293 section 3.10.7.4). */
    OLD_SEGMENT(TcpFlags.ACK | TcpFlags.PSH),
    /** ACK of bytes that the receiver has not sent (RFC 5961 section 5.2). */
    ACK_OF_UNSENT_DATA(TcpFlags.ACK);

    private final int flags;

    Kind(int flags) {
      this.flags = flags;
    }

    TcpFlags flags() {
      return new TcpFlags(flags);
    }
  }

  /** Forges a segment after a packet; null if the connection has not come far enough. */
  static ForgedPacket of(Kind kind, Role sender, LinkPacket after) {
    TrackedFlow own = flow(sender, after);
    boolean tooEarly = kind == Kind.OLD_SEGMENT && own.next() < 2;
    return isKnown(own) && !tooEarly ? of(kind, own) : null;
  }

  /** Forges the next segment of a flow that has begun. */
  static ForgedPacket of(Kind kind, TrackedFlow own) {
    TrackedFlow peer = own.peer();
    int next = own.sequenceAt(own.next());
    int acknowledged = own.lastAcknowledgment();
    int flags = kind.flags;
    return switch (kind) {
      case RST -> build(own, next, 0, flags, 0);
      case FIN -> build(own, next, acknowledged, flags, 0);
      case SYN -> build(own, next + SOME_WAY, 0, flags, 0);
      case OLD_SEGMENT -> build(own, own.sequenceAt(1), acknowledged, flags, 1);
      case ACK_OF_UNSENT_DATA ->
          build(own, next, peer.sequenceAt(peer.next() + SOME_WAY), flags, 0);
    };
  }

  /**
   * Forges a RST so many bytes beside what its sender has sent; null if nothing has been sent yet.
   */
  static ForgedPacket reset(Role sender, int bytes, LinkPacket after) {
    TrackedFlow own = flow(sender, after);
    return isKnown(own) ? build(own, own.sequenceAt(own.next() + bytes), 0, TcpFlags.RST, 0) : null;
  }

  /** The RST with which a host answers a segment of no connection (RFC 9293 section 3.10.7.1). */
  static ForgedPacket resetInAnswerTo(LinkPacket packet) {
    int sequence = packet.frame().acknowledgment();
    return build(packet.flow().peer(), sequence, 0, TcpFlags.RST, 0);
  }

  /** The ACK of a segment with FIN. */
  static ForgedPacket ackOfFin(LinkPacket packet) {
    FrameView fin = packet.frame();
    int acknowledgment = fin.sequence() + fin.payloadLength() + 1;
    return build(packet.flow().peer(), fin.acknowledgment(), acknowledgment, TcpFlags.ACK, 0);
  }

  private static TrackedFlow flow(Role sender, LinkPacket packet) {
    return packet.flow().sender() == sender ? packet.flow() : packet.flow().peer();
  }

  private static boolean isKnown(TrackedFlow flow) {
    return flow.connection() > 0 && flow.isStarted();
  }

  private static ForgedPacket build(
      TrackedFlow own, int sequence, int acknowledgment, int flags, int payload) {
    FrameHeading heading = own.heading();
    ByteBuffer bytes = heading.frame(TCP, TCP_BYTES + payload);
    int tcpAt = heading.length();
    bytes.putInt(tcpAt, heading.ports());
    bytes.putInt(tcpAt + 4, sequence).putInt(tcpAt + 8, acknowledgment);
    bytes.put(tcpAt + 12, (byte) (TCP_BYTES / Integer.BYTES << 4)).put(tcpAt + 13, (byte) flags);
    bytes.putShort(tcpAt + 14, (short) own.lastWindow());
    bytes.putShort(tcpAt + 16, (short) heading.checksumWithAddresses(bytes, TCP));
    new FrameView().wrap(bytes, 0, bytes.capacity()).turnBack();
    return new ForgedPacket(own.sender(), bytes.array());
  }
}
