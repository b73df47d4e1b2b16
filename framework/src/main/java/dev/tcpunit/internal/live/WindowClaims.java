package dev.tcpunit.internal.live;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one test claims of a shared capture: from where to where it ran, and the ports it named.
 * Other windows keep this object alone of a test, so that its frames can be garbage before theirs.
 */
final class WindowClaims {
  private final String owner;
  private final Set<Integer> named = ConcurrentHashMap.newKeySet();
  private final Set<Integer> askedTo = ConcurrentHashMap.newKeySet();
  private final Set<Integer> askedFrom = ConcurrentHashMap.newKeySet();
  private volatile long begin = Long.MAX_VALUE;
  private volatile long end = Long.MAX_VALUE;

  WindowClaims(String owner) {
    this.owner = owner;
  }

  String owner() {
    return owner;
  }

  void name(Collection<Integer> ports) {
    named.addAll(ports);
  }

  void askTo(int serverPort) {
    askedTo.add(serverPort);
  }

  void askFrom(int clientPort) {
    askedFrom.add(clientPort);
  }

  boolean namesPorts() {
    return !named.isEmpty();
  }

  boolean cover(int clientPort, int serverPort) {
    return named.contains(serverPort)
        || askedTo.contains(serverPort)
        || askedFrom.contains(clientPort);
  }

  void begin(long position) {
    begin = position;
  }

  void end(long position) {
    end = position;
  }

  /** The position behind the test's last frame; {@link Long#MAX_VALUE} while the test runs. */
  long end() {
    return end;
  }

  /** Whether the test ran when the frame at a position was captured. */
  boolean ranAt(long position) {
    return position >= begin && position < end;
  }
}
