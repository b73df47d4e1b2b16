package dev.tcpunit.lab;

/** Loses every packet of both sides from when it begins, and what is then under way. */
final class Outage implements Action {
  @Override
  public boolean on(LinkPacket packet) {
    packet.drop();
    return true;
  }
}
