package dev.tcpunit.internal.lab;

import dev.tcpunit.internal.lab.Place.Rule;
import java.util.Arrays;

/** A fault in force on one link: it knows how often it has struck, and on which connection. */
final class ArmedFault {
  private static final long UNKNOWN = -1;

  private final int index;
  private final FaultRule rule;
  private final Selection selection;
  private final long seed;
  private final long armedAt = System.nanoTime();
  private int[] strikes = new int[2];
  private long[] named = {UNKNOWN, UNKNOWN};
  private long firstStruckAt;
  private boolean struck;

  ArmedFault(int index, FaultRule rule, long seed) {
    this.index = index;
    this.rule = rule;
    this.selection = rule.selection();
    this.seed = Chance.mix(seed + index);
  }

  int index() {
    return index;
  }

  /** Does to a packet what is to be done, if it is meant; says whether it was. */
  boolean strike(Passage packet) {
    if (!isMeant(packet) || !rule.action().on(packet)) {
      return false;
    }
    strikes[packet.flow().connection()]++;
    if (!struck) {
      struck = true;
      firstStruckAt = System.nanoTime();
    }
    return true;
  }

  private boolean isMeant(Passage packet) {
    TrackedFlow flow = packet.flow();
    int connection = flow.connection();
    if (!packet.isOf(selection.kind())
        || (selection.sender() != null && selection.sender() != flow.sender())
        || (selection.connection() != 0 && selection.connection() != connection)) {
      return false;
    }
    makeRoomFor(connection);
    return isInPlace(packet, selection.place())
        && strikes[connection] < selection.limit()
        && (selection.probability() >= 1
            || Chance.of(seed, packet.identity()) < selection.probability())
        && (rule.span().isAlways() || isInTime(rule.span()));
  }

  private boolean isInTime(Span span) {
    long now = System.nanoTime();
    long age = now - armedAt;
    return age >= span.fromNanos()
        && age < span.toNanos()
        && (!struck || now - firstStruckAt < span.lastingNanos());
  }

  private boolean isInPlace(Passage packet, Place place) {
    return switch (place.rule()) {
      case EVERYWHERE -> true;
      case CARRYING -> packet.carries(place.value() + 1);
      case LAST -> packet.carries(place.value());
      case NUMBER, FROM, EVERY -> isNumbered(packet, place);
    };
  }

  /** Payload sent again has no number of its own: it is the segment that it was. */
  private boolean isNumbered(Passage packet, Place place) {
    int connection = packet.flow().connection();
    if (selection.kind() == PacketKind.DATA && !packet.isFreshData()) {
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
    long own = flow.counted(selection.kind());
    return selection.sender() == null ? own + flow.peer().counted(selection.kind()) : own;
  }

  private void makeRoomFor(int connection) {
    if (connection >= strikes.length) {
      int before = named.length;
      strikes = Arrays.copyOf(strikes, 2 * connection);
      named = Arrays.copyOf(named, 2 * connection);
      Arrays.fill(named, before, named.length, UNKNOWN);
    }
  }
}
