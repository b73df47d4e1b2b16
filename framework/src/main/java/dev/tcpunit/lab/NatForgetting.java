package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;

/**
 * Forgets a connection on which nothing was sent for so long, and passes no packet of it after.
 *
 * @param idleNanos how long nothing was sent
 * @param resets whether a packet of it is answered by a RST
 */
record NatForgetting(long idleNanos, boolean resets) implements Action {
  @Override
  public boolean on(LinkPacket packet) {
    TrackedFlow flow = packet.flow();
    if (flow.connection() == 0 || packet.frame().isSyn()) {
      return false;
    }
    if (packet.silence() >= idleNanos) {
      flow.cutOff(this);
    }
    boolean forgotten = flow.isCutOffBy(this);
    if (forgotten) {
      packet.drop();
      if (resets && !packet.frame().has(TcpFlags.RST)) {
        packet.inject(ForgedPacket.resetInAnswerTo(packet));
      }
    }
    return forgotten;
  }
}
