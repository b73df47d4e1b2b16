package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import java.util.ArrayList;
import java.util.List;

/** One packet on its way over the link: what it is, and what the faults do to it. Reused. */
final class LinkPacket {
  private static final int DATA_OR_CONTROL = 1;
  private static final int ONLY_ACK = 2;

  private final List<ForgedPacket> injected = new ArrayList<>();
  private FrameView frame;
  private TrackedFlow flow;
  private int kinds;
  private long position;
  private boolean freshData;
  private long identity;
  private long silence;
  private long queuedBytes;
  private boolean dropped;
  private long delayNanos;
  private int copies;
  private int heldBehind;

  /** Begins with another frame that came at a time, and counts it in its flow. */
  LinkPacket begin(FrameView view, TrackedFlow tracked, long epochNanos) {
    frame = view;
    flow = tracked;
    silence = flow.silence(epochNanos);
    flow.heardAt(epochNanos);
    injected.clear();
    dropped = false;
    delayNanos = 0;
    copies = 1;
    heldBehind = 0;
    position = 0;
    freshData = false;
    kinds = PacketKind.ANY.mask();
    flow.count(PacketKind.ANY);
    if (view.isTcp() && flow.connection() > 0) {
      place();
    } else {
      identity = SeededChance.mix(flow.counted(PacketKind.ANY));
    }
    return this;
  }

  private void place() {
    if (frame.isSyn()) {
      flow.startAt(frame.sequence());
    }
    position = flow.isStarted() ? flow.position(frame.sequence()) : 0;
    long controls = controls();
    int payload = frame.payloadLength();
    int repeat = flow.acknowledges(frame.acknowledgment(), frame.window());
    if (payload + controls > 0) {
      sendsSequence(payload, payload + controls);
      return;
    }
    if (!frame.has(TcpFlags.RST)) {
      is(PacketKind.PURE_ACK);
    }
    identity = identity(ONLY_ACK, frame.acknowledgment() - flow.peer().sequenceAt(0), repeat);
  }

  /** Notes which control flags the packet has; returns how many sequence numbers they take. */
  private long controls() {
    boolean syn = frame.isSyn();
    boolean fin = frame.has(TcpFlags.FIN);
    if (syn) {
      is(frame.has(TcpFlags.ACK) ? PacketKind.SYN_ACK : PacketKind.SYN);
    }
    if (fin) {
      is(PacketKind.FIN);
    }
    if (frame.has(TcpFlags.RST)) {
      is(PacketKind.RST);
    }
    return (syn ? 1 : 0) + (fin ? 1 : 0);
  }

  private void sendsSequence(int payload, long occupied) {
    int attempt = 0;
    freshData = payload > 0 && position + payload > flow.next();
    if (payload > 0) {
      kinds |= PacketKind.DATA.mask();
      if (freshData) {
        flow.count(PacketKind.DATA);
      }
    }
    if (position < flow.next()) {
      is(PacketKind.RETRANSMISSION);
      attempt = flow.resent(position);
    }
    flow.sentUpTo(position + occupied);
    identity = identity(DATA_OR_CONTROL, position, attempt);
  }

  private long identity(int what, long where, int repeat) {
    long side = 2L * flow.connection() + flow.sender().ordinal();
    return SeededChance.mix(SeededChance.mix(SeededChance.mix(side * 4 + what) + where) + repeat);
  }

  private void is(PacketKind kind) {
    kinds |= kind.mask();
    flow.count(kind);
  }

  boolean isOf(PacketKind kind) {
    return (kinds & kind.mask()) != 0;
  }

  FrameView frame() {
    return frame;
  }

  TrackedFlow flow() {
    return flow;
  }

  /** Where the packet begins in its flow: 1 for the first byte of payload. */
  long position() {
    return position;
  }

  /** Whether it carries payload that was not sent before. */
  boolean isFreshData() {
    return freshData;
  }

  /** Whether it carries the payload byte at this position. */
  boolean carries(long bytePosition) {
    return position <= bytePosition && bytePosition < position + frame.payloadLength();
  }

  /**
   * A number that is the same for the same packet in each run of a program, however its packets
   * interleave.
   */
  long identity() {
    return identity;
  }

  /** How long before it neither side of the connection had sent anything. */
  long silence() {
    return silence;
  }

  /** Notes how many bytes wait to leave before it. */
  LinkPacket behind(long bytes) {
    queuedBytes = bytes;
    return this;
  }

  long queuedBytes() {
    return queuedBytes;
  }

  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }

  void delay(long nanos) {
    delayNanos += nanos;
  }

  long delayNanos() {
    return delayNanos;
  }

  void duplicate() {
    copies++;
  }

  /** How often the frame arrives: not at all if it is dropped. */
  int copies() {
    return dropped ? 0 : copies;
  }

  /** Lets so many later packets of the flow overtake it. */
  void holdBehind(int packets) {
    heldBehind = packets;
  }

  int heldBehind() {
    return heldBehind;
  }

  /** Sends another segment after it. */
  void inject(ForgedPacket another) {
    injected.add(another);
  }

  List<ForgedPacket> injected() {
    return injected;
  }
}
