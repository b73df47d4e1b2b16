package dev.tcpunit.lab;

import java.util.ArrayList;
import java.util.List;

/** Finds the connections over a link on which nothing was sent for so long. */
final class IdleWatch {
  private final ArmedFault fault;
  private final long idleNanos;
  private long nextLook;

  IdleWatch(ArmedFault fault, IdleClosing closing) {
    this.fault = fault;
    this.idleNanos = closing.idleNanos();
  }

  ArmedFault fault() {
    return fault;
  }

  /** Before that time, in nanoseconds since 1970, none can have been idle for so long. */
  long nextLook() {
    return nextLook;
  }

  /** The clients' sides of open connections that have been idle for so long. */
  List<TrackedFlow> idle(ConnectionTracker connections, long now) {
    List<TrackedFlow> idle = new ArrayList<>();
    if (now >= nextLook) {
      nextLook = now + idleNanos;
      connections.forEachClient(client -> look(client, now, idle));
    }
    return idle;
  }

  private void look(TrackedFlow client, long now, List<TrackedFlow> idle) {
    if (client.isOpen() && !client.isCutOff()) {
      long left = idleNanos - client.silence(now);
      if (left <= 0) {
        idle.add(client);
      } else {
        nextLook = Math.min(nextLook, now + left);
      }
    }
  }
}
