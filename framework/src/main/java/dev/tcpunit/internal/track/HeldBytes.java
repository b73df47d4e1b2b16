package dev.tcpunit.internal.track;

/** Bounds what all digests together hold back while they wait for bytes that are overdue. */
public final class HeldBytes {
  private static final int MAX_OF_FLOW = 4 << 20;
  private static final int MAX_OF_ALL = 64 << 20;

  private int held;

  /** Whether a flow that holds some bytes already may hold more; if so they are counted. */
  boolean reserve(int ofFlow, int more) {
    if (ofFlow + more > MAX_OF_FLOW || held + more > MAX_OF_ALL) {
      return false;
    }
    held += more;
    return true;
  }

  void release(int bytes) {
    held -= bytes;
  }
}
