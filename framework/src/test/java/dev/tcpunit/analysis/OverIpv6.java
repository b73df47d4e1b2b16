package dev.tcpunit.analysis;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.net.ChecksumStatus;
import java.nio.ByteBuffer;

/**
 * Passes Ethernet frames on with an IPv6 header in place of the IPv4 header: the same packets
 * without the identification. The TCP checksum, which covers the addresses, counts as valid.
 */
final class OverIpv6 implements FrameHandler {
  private static final int ETHERNET = 14;
  private static final int HEADER = 40;

  private final FrameHandler next;
  private final CapturedFrame rewritten = new CapturedFrame();

  OverIpv6(FrameHandler next) {
    this.next = next;
  }

  @Override
  public void onFrame(CapturedFrame frame) {
    ByteBuffer in = ByteBuffer.wrap(frame.buffer(), frame.offset(), frame.capturedLength());
    int ip = frame.offset() + ETHERNET;
    if (in.getShort(ip - 2) != 0x0800) {
      next.onFrame(frame);
      return;
    }
    int header = (in.get(ip) & 0xF) * 4;
    int captured = frame.capturedLength() - ETHERNET - header;
    ByteBuffer out = ByteBuffer.allocate(ETHERNET + HEADER + captured);
    out.put(frame.buffer(), frame.offset(), ETHERNET - 2).putShort((short) 0x86DD);
    out.putInt(0x60000000).putShort((short) (in.getShort(ip + 2) - header));
    out.put(in.get(ip + 9)).put(in.get(ip + 8));
    putAddress(out, in.getInt(ip + 12));
    putAddress(out, in.getInt(ip + 16));
    out.put(frame.buffer(), ip + header, captured);
    int longer = HEADER - header;
    rewritten.wrap(out.array(), 0, out.capacity(), frame.originalLength() + longer);
    next.onFrame(rewritten.stamp(frame.timeNanos(), frame.linkType(), ChecksumStatus.VALID));
  }

  /** 192.0.2.1 becomes 2001:db8::c000:201. */
  private static void putAddress(ByteBuffer out, int address) {
    out.putInt(0x20010DB8).putLong(0).putInt(address);
  }
}
