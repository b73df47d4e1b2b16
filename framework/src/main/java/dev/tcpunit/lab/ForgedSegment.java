package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import java.nio.ByteBuffer;

/**
 * A segment that nobody sent, but that fits into a connection.
 *
 * @param sender who seems to have sent it
 * @param frame the bytes, addressed to the receiver
 */
record ForgedSegment(Role sender, byte[] frame) {
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int TCP_BYTES = 20;
  private static final int TCP = 6;
  private static final int HOP_LIMIT = 64;

  /**
   * How far beyond the expected number a forged one lies: unlike a usual one, but within the
   * window.
   */
  private static final int SOME_WAY = 1000;

  /** What can be forged. */
  enum Kind {
    /** RST with just the number that the receiver expects (RFC 5961 section 3.2). */
    RST,
    /** SYN within the window, which RFC 5961 section 4.2 has answered by a challenge ACK. */
    SYN,
    /** The first byte of the flow again, long acknowledged (RFC 9293 section 3.10.7.4). */
    OLD_SEGMENT,
    /** ACK of bytes that the receiver has not sent (RFC 5961 section 5.2). */
    ACK_OF_UNSENT_DATA
  }

  /** Forges a segment after a packet; null if the connection has not come far enough. */
  static ForgedSegment of(Kind kind, Role sender, LinkPacket after) {
    TrackedFlow own = after.flow().sender() == sender ? after.flow() : after.flow().peer();
    boolean tooEarly = kind == Kind.OLD_SEGMENT && own.next() < 2;
    if (after.flow().connection() == 0 || !own.isStarted() || tooEarly) {
      return null;
    }
    TrackedFlow peer = own.peer();
    int next = own.sequenceAt(own.next());
    int acknowledged = own.lastAcknowledgment();
    return switch (kind) {
      case RST -> build(after, own, next, 0, TcpFlags.RST, 0);
      case SYN -> build(after, own, next + SOME_WAY, 0, TcpFlags.SYN, 0);
      case OLD_SEGMENT ->
          build(after, own, own.sequenceAt(1), acknowledged, TcpFlags.ACK | TcpFlags.PSH, 1);
      case ACK_OF_UNSENT_DATA ->
          build(after, own, next, peer.sequenceAt(peer.next() + SOME_WAY), TcpFlags.ACK, 0);
    };
  }

  /**
   * Forges a RST so many bytes beside what its sender has sent; null if nothing has been sent yet.
   */
  static ForgedSegment reset(Role sender, int bytes, LinkPacket after) {
    TrackedFlow own = after.flow().sender() == sender ? after.flow() : after.flow().peer();
    if (after.flow().connection() == 0 || !own.isStarted()) {
      return null;
    }
    return build(after, own, own.sequenceAt(own.next() + bytes), 0, TcpFlags.RST, 0);
  }

  private static ForgedSegment build(
      LinkPacket after, TrackedFlow own, int sequence, int acknowledgment, int flags, int payload) {
    FrameView model = after.frame();
    int ipBytes = model.isIpv4() ? IPV4_BYTES : IPV6_BYTES;
    int tcpAt = FrameView.ETHERNET_BYTES + ipBytes;
    ByteBuffer bytes = ByteBuffer.allocate(tcpAt + TCP_BYTES + payload);
    bytes.put(0, model.bytes(), model.start(), FrameView.ETHERNET_BYTES + ipBytes);
    writeIp(bytes, model.isIpv4(), TCP_BYTES + payload);
    boolean sameWay = own == after.flow();
    bytes.putInt(tcpAt, sameWay ? model.ports() : Integer.rotateLeft(model.ports(), Short.SIZE));
    bytes.putInt(tcpAt + 4, sequence).putInt(tcpAt + 8, acknowledgment);
    bytes.put(tcpAt + 12, (byte) (TCP_BYTES / Integer.BYTES << 4)).put(tcpAt + 13, (byte) flags);
    bytes.putShort(tcpAt + 14, (short) own.lastWindow());
    bytes.putShort(tcpAt + 16, (short) checksum(bytes, tcpAt, model.isIpv4()));
    new FrameView().wrap(bytes, 0, bytes.capacity()).turnBack();
    return new ForgedSegment(own.sender(), bytes.array());
  }

  private static void writeIp(ByteBuffer bytes, boolean ipv4, int payload) {
    int ip = FrameView.ETHERNET_BYTES;
    if (ipv4) {
      bytes.putShort(ip, (short) 0x4500).putShort(ip + 2, (short) (IPV4_BYTES + payload));
      bytes.putShort(ip + 4, (short) 0).putShort(ip + 6, (short) 0x4000); // do not fragment
      bytes.put(ip + 8, (byte) HOP_LIMIT).put(ip + 9, (byte) TCP).putShort(ip + 10, (short) 0);
      bytes.putShort(ip + 10, (short) ~FrameEditor.fold(sum(bytes, ip, IPV4_BYTES)));
    } else {
      bytes.putInt(ip, 0x60000000).putShort(ip + 4, (short) payload);
      bytes.put(ip + 6, (byte) TCP).put(ip + 7, (byte) HOP_LIMIT);
    }
  }

  private static int checksum(ByteBuffer bytes, int tcpAt, boolean ipv4) {
    int addressBytes = ipv4 ? 2 * Integer.BYTES : 4 * Long.BYTES;
    int length = bytes.capacity() - tcpAt;
    int pseudo = sum(bytes, tcpAt - addressBytes, addressBytes) + TCP + length;
    return ~FrameEditor.fold(pseudo + sum(bytes, tcpAt, length));
  }

  private static int sum(ByteBuffer bytes, int at, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (bytes.get(at + i) & 0xFF) << ((i & 1) == 0 ? Byte.SIZE : 0);
    }
    return sum;
  }
}
