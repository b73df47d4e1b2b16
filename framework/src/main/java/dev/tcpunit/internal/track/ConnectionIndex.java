package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.util.Arrays;

/**
 * From the 4-tuple of a segment to its connection, whichever way the segment goes: a flat table
 * with open addressing and a hash that is the same both ways.
 */
public final class ConnectionIndex {
  private TrackedConnection[] connections = new TrackedConnection[16];
  private int size;

  /**
   * In the lower half the place of a connection, counted from 1; in the upper half its hash, so
   * that others are told apart without touching them.
   */
  private long[] slots = new long[64];

  private int used;

  /** What was found last, because segments come in runs. */
  private TrackedConnection latest;

  private int latestPlace;

  /** The second result of {@link #slotOf}, for its caller alone. */
  private int direction;

  /** The connection that holds a 4-tuple now, or null. */
  public TrackedConnection find(DecodedSegment segment) {
    int located = locate(segment);
    return located < 0 ? null : connections[located >> 1];
  }

  /**
   * Finds the connection that holds a 4-tuple now, and which way the segment goes, in one number so
   * that no object is made.
   *
   * @return twice the connection's place, as {@link #get} takes it, plus 1 for the other way than
   *     that of its first segment; negative if there is none
   */
  public int locate(DecodedSegment segment) {
    if (latest != null) {
      int way = latest.direction(segment);
      if (way >= 0) {
        return latestPlace << 1 | way;
      }
    }
    int place = (int) slots[slotOf(segment, hash(segment))];
    if (place == 0) {
      return -1;
    }
    latestPlace = place - 1;
    latest = connections[latestPlace];
    return latestPlace << 1 | direction;
  }

  /** Gives the 4-tuple to a new connection, which is also the next in order. */
  TrackedConnection open(DecodedSegment segment) {
    if (size == connections.length) {
      connections = Arrays.copyOf(connections, size + (size >> 1));
    }
    TrackedConnection connection = new TrackedConnection(segment);
    connections[size++] = connection;
    int hash = hash(segment);
    int slot = slotOf(segment, hash);
    if (slots[slot] == 0 && ++used > slots.length / 2) {
      grow();
      slot = slotOf(segment, hash);
    }
    slots[slot] = (long) hash << 32 | size;
    latestPlace = size - 1;
    latest = connection;
    return connection;
  }

  /** How many connections there are, those that lost their 4-tuple included. */
  public int size() {
    return size;
  }

  /** A connection by its place in the order of first segments. */
  public TrackedConnection get(int index) {
    return connections[index];
  }

  /** Where the 4-tuple stands or would stand; sets {@link #direction} where it stands. */
  private int slotOf(DecodedSegment segment, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
      if ((int) (entry >> 32) == hash) {
        direction = connections[(int) entry - 1].direction(segment);
        if (direction >= 0) {
          return slot;
        }
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    int mask = slots.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int slot = (int) (entry >> 32) & mask;
        while (slots[slot] != 0) {
          slot = slot + 1 & mask;
        }
        slots[slot] = entry;
      }
    }
  }

  private static int hash(DecodedSegment s) {
    return hash(s.sourceHigh, s.sourceLow, s.sourcePort)
        + hash(s.destinationHigh, s.destinationLow, s.destinationPort);
  }

  /** One endpoint's share: mixed well, because neighbours in address and port are the rule. */
  private static int hash(long high, long low, int port) {
    long mixed = (high * 31 + low ^ (long) port << 40) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
    return (int) (mixed >>> 32);
  }
}
