package dev.tcpunit.lab;

import dev.tcpunit.lab.PacketPosition.Rule;
import java.util.Arrays;

/** A fault in force on one link: it counts how often it has fired on each connection. */
final class ArmedFault {
  private static final long UNKNOWN = -1;

  private final Fault fault;
  private final Packets packets;
  private final long seed;
  private final long armedAt = System.nanoTime();
  private int[] timesFired = new int[2];
  private long[] named = {UNKNOWN, UNKNOWN};
  private long firstFiredAt;
  private volatile boolean fired;
  private boolean outageBegun;

  /**
   * Arms a fault.
   *
   * @param number counts the link's faults, so that each draws chances of its own
   */
  ArmedFault(int number, Fault fault, long seed) {
    this.fault = fault;
    this.packets = fault.packets();
    this.seed = SeededChance.mix(seed + number);
  }

  Fault fault() {
    return fault;
  }

  /** Whether the fault has been applied to any packet. */
  boolean hasFired() {
    return fired;
  }

  /** Applies the fault if the packet is one of its packets; returns whether it did. */
  boolean fire(LinkPacket packet) {
    boolean outage = fired && fault.action().isOutage();
    boolean meant = outage ? isInTime(fault.span()) : isMeant(packet);
    if (!meant || !fault.action().on(packet)) {
      return false;
    }
    strike(packet.flow().connection());
    return true;
  }

  /** Counts that the fault has been applied. */
  void strike(int connection) {
    makeRoomFor(connection);
    timesFired[connection]++;
    if (!fired) {
      firstFiredAt = System.nanoTime();
      fired = true;
    }
  }

  /** Whether an outage has begun since this was last asked. */
  boolean beginsOutage() {
    if (!fault.action().isOutage() || outageBegun) {
      return false;
    }
    outageBegun = fault.span().beginsWithPacket() ? fired : System.nanoTime() - outageBegin() >= 0;
    return outageBegun;
  }

  /** When the outage began, by the monotonic clock. */
  long outageBegin() {
    FaultPeriod span = fault.span();
    return span.beginsWithPacket() ? firstFiredAt : armedAt + span.fromNanos();
  }

  private boolean isMeant(LinkPacket packet) {
    TrackedFlow flow = packet.flow();
    int connection = flow.connection();
    if (!packet.isOf(packets.kind())
        || (packets.sender() != null && packets.sender() != flow.sender())
        || (packets.connection() != 0 && packets.connection() != connection)) {
      return false;
    }
    makeRoomFor(connection);
    return isInPlace(packet, packets.place())
        && timesFired[connection] < packets.limit()
        && (packets.probability() >= 1
            || SeededChance.of(seed, packet.identity()) < packets.probability())
        && (fault.span().isAlways() || isInTime(fault.span()));
  }

  private boolean isInTime(FaultPeriod span) {
    long now = System.nanoTime();
    long age = now - armedAt;
    return age >= span.fromNanos()
        && age < span.toNanos()
        && (!fired || now - firstFiredAt < span.lastingNanos());
  }

  private boolean isInPlace(LinkPacket packet, PacketPosition place) {
    return switch (place.rule()) {
      case EVERYWHERE -> true;
      case CARRYING -> packet.carries(place.value() + 1);
      case LAST -> packet.carries(place.value());
      case NUMBER, FROM, EVERY -> isNumbered(packet, place);
    };
  }

  /** Payload that is sent again is not counted: it keeps the number of the segment that it was. */
  private boolean isNumbered(LinkPacket packet, PacketPosition place) {
    int connection = packet.flow().connection();
    if (packets.kind() == PacketKind.DATA && !packet.isFreshData()) {
      long known = named[connection];
      return known != UNKNOWN
          && (place.rule() == Rule.FROM ? packet.position() >= known : packet.carries(known));
    }
    long number = numberOf(packet.flow());
    boolean there =
        switch (place.rule()) {
          case NUMBER -> number == place.value();
          case FROM -> number >= place.value();
          default -> number % place.value() == 0;
        };
    if (there && named[connection] == UNKNOWN && place.rule() != Rule.EVERY) {
      named[connection] = packet.position();
    }
    return there;
  }

  private long numberOf(TrackedFlow flow) {
    long own = flow.counted(packets.kind());
    return packets.sender() == null ? own + flow.peer().counted(packets.kind()) : own;
  }

  private void makeRoomFor(int connection) {
    if (connection >= timesFired.length) {
      int before = named.length;
      timesFired = Arrays.copyOf(timesFired, 2 * connection);
      named = Arrays.copyOf(named, 2 * connection);
      Arrays.fill(named, before, named.length, UNKNOWN);
    }
  }
}
