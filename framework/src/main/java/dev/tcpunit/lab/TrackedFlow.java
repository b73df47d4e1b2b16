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
  private final FrameHeading heading;
  private final long[] counts = new long[KINDS];
  private TrackedFlow peer;
  private int initialSequence;
  private boolean started;
  private long next;
  private int lastWindow;
  private int lastAcknowledgment;
  private int sameAcknowledgments;
  private Map<Long, Integer> resends;

  // The same in both directions.
  private long lastPacketAt;
  private Action cutOffBy;

  private TrackedFlow(int connection, Role sender, FrameHeading heading) {
    this.connection = connection;
    this.sender = sender;
    this.heading = heading;
  }

  /** A new connection's direction from the client; {@link #peer} is the other. */
  static TrackedFlow ofClient(int connection, FrameHeading heading) {
    TrackedFlow client = new TrackedFlow(connection, Role.CLIENT, heading);
    client.peer = new TrackedFlow(connection, Role.SERVER, heading.ofPeer());
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

  FrameHeading heading() {
    return heading;
  }

  /** Notes that a packet of either side comes, by the clock that stamps packets. */
  void heardAt(long nanos) {
    lastPacketAt = nanos;
    peer.lastPacketAt = nanos;
  }

  /** How long neither side has sent anything, since its first packet. */
  long silence(long nanos) {
    return nanos - lastPacketAt;
  }

  /** Whether the handshake is over and neither side has begun to close. */
  boolean isOpen() {
    TrackedFlow client = sender == Role.CLIENT ? this : peer;
    return client.peer.started
        && client.counted(PacketKind.ANY) > client.counted(PacketKind.SYN)
        && !isEnding()
        && !peer.isEnding();
  }

  private boolean isEnding() {
    return counted(PacketKind.FIN) + counted(PacketKind.RST) > 0;
  }

  /** Has a fault keep the two ends apart from now on, unless another does so already. */
  void cutOff(Action by) {
    if (cutOffBy == null) {
      cutOffBy = by;
      peer.cutOffBy = by;
    }
  }

  boolean isCutOff() {
    return cutOffBy != null;
  }

  boolean isCutOffBy(Action action) {
    return cutOffBy == action;
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
