package dev.tcpunit.lab;

import dev.tcpunit.trace.Role;
import java.util.HashMap;
import java.util.Map;

/**
 * One direction of a connection as the link has seen it. Positions are relative to the initial
 * sequence number and unwrapped to 64 bits: the SYN is at 0, the payload begins at 1.
 */
final class TrackedFlow {
  private static final int KINDS = PacketKind.values().length;

  private final int connection;
  private final Role sender;
  private final long[] counts = new long[KINDS];
  private TrackedFlow peer;
  private int initialSequence;
  private boolean started;
  private long next;
  private int lastWindow;
  private int lastAcknowledgment;
  private int sameAcknowledgments;
  private Map<Long, Integer> resends;

  private TrackedFlow(int connection, Role sender) {
    this.connection = connection;
    this.sender = sender;
  }

  /** A new connection's direction from the client; {@link #peer} is the other. */
  static TrackedFlow ofClient(int connection) {
    TrackedFlow client = new TrackedFlow(connection, Role.CLIENT);
    client.peer = new TrackedFlow(connection, Role.SERVER);
    client.peer.peer = client;
    return client;
  }

  int connection() {
    return connection;
  }

  Role sender() {
    return sender;
  }

  TrackedFlow peer() {
    return peer;
  }

  /** Whether a SYN begins this connection, be it sent again. */
  boolean isBegunBy(int sequence) {
    return started && initialSequence == sequence;
  }

  void startAt(int sequence) {
    if (!started) {
      started = true;
      initialSequence = sequence;
    }
  }

  boolean isStarted() {
    return started;
  }

  /** The position of a sequence number, which is taken to be near the highest sent. */
  long position(int sequence) {
    return next + (sequence - sequenceAt(next));
  }

  int sequenceAt(long position) {
    return initialSequence + (int) position;
  }

  /** The position after the highest that was sent. */
  long next() {
    return next;
  }

  void sentUpTo(long position) {
    next = Math.max(next, position);
  }

  void count(PacketKind kind) {
    counts[kind.ordinal()]++;
  }

  long counted(PacketKind kind) {
    return counts[kind.ordinal()];
  }

  /**
   * Notes what a packet acknowledges and offers; returns how many packets before it acknowledged
   * the same.
   */
  int acknowledges(int acknowledgment, int window) {
    boolean same = acknowledgment == lastAcknowledgment;
    sameAcknowledgments = same ? sameAcknowledgments + 1 : 0;
    lastAcknowledgment = acknowledgment;
    lastWindow = window;
    return sameAcknowledgments;
  }

  int lastAcknowledgment() {
    return lastAcknowledgment;
  }

  /** The window field of the latest packet, not scaled. */
  int lastWindow() {
    return lastWindow;
  }

  /** Counts that a segment at a position was sent again; returns how often it has been by now. */
  int resent(long position) {
    if (resends == null) {
      resends = new HashMap<>();
    }
    return resends.merge(position, 1, Integer::sum);
  }
}
