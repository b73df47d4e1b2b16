package dev.tcpunit.lab;

import dev.tcpunit.lab.ForgedPacket.Kind;
import dev.tcpunit.net.TcpFlags;

/**
 * Closes a connection on which nothing was sent for so long, as a load balancer between the two
 * does: towards both ends, with the end of what the other has sent. After that it answers in place
 * of them.
 *
 * @param idleNanos how long nothing was sent
 * @param by FIN or RST
 */
record IdleClosing(long idleNanos, Kind by) implements Action {
  /** What is left of a connection that was closed goes no further. */
  @Override
  public boolean on(LinkPacket packet) {
    boolean closed = packet.flow().isCutOffBy(this) && !packet.frame().isSyn();
    if (closed) {
      packet.drop();
      answer(packet);
    }
    return closed;
  }

  private void answer(LinkPacket packet) {
    FrameView frame = packet.frame();
    if (frame.has(TcpFlags.RST)) {
      return;
    }
    if (frame.payloadLength() > 0 || by == Kind.RST) {
      packet.inject(ForgedPacket.resetInAnswerTo(packet));
    } else if (frame.has(TcpFlags.FIN)) {
      packet.inject(ForgedPacket.ackOfFin(packet));
    }
  }
}
