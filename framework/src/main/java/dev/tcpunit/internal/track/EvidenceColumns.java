package dev.tcpunit.internal.track;

import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.SackBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What not every connection has, beside the table of its segments: timestamps (8 bytes a row), IP
 * identifications (2 bytes a row), SACK blocks (20 bytes each, only where there are any), why
 * segments were not accepted (a byte each for the rows up to the last of these), and the counters
 * of accurate ECN (12 bytes a row).
 */
final class EvidenceColumns {
  private static final long[] NO_LONGS = {};
  private static final char[] NO_CHARS = {};
  private static final int[] NO_INTS = {};
  private static final byte[] NO_BYTES = {};
  private static final AcceptanceReason[] REASONS = AcceptanceReason.values();

  private long[] timestamps = NO_LONGS;
  private char[] ipIds = NO_CHARS;
  private int[] sackRows = NO_INTS;
  private long[] sackEdges = NO_LONGS;
  private int sacks;
  private byte[] refusals = NO_BYTES;

  /** Three a row: 0 for no option, 1 for one without this counter, or the counter and 2. */
  private int[] accurateEcn = NO_INTS;

  /** A copy as large as its content. */
  EvidenceColumns frozen(int rows) {
    EvidenceColumns copy = new EvidenceColumns();
    copy.timestamps = Arrays.copyOf(timestamps, Math.min(rows, timestamps.length));
    copy.ipIds = Arrays.copyOf(ipIds, Math.min(rows, ipIds.length));
    copy.sackRows = Arrays.copyOf(sackRows, sacks);
    copy.sackEdges = Arrays.copyOf(sackEdges, 2 * sacks);
    copy.sacks = sacks;
    copy.refusals = Arrays.copyOf(refusals, Math.min(rows, refusals.length));
    copy.accurateEcn = Arrays.copyOf(accurateEcn, Math.min(3 * rows, accurateEcn.length));
    return copy;
  }

  void timestamps(int row, int value, int echo) {
    if (row >= timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, grown(row));
    }
    timestamps[row] = (long) value << 32 | Integer.toUnsignedLong(echo);
  }

  long timestampValue(int row) {
    return row < timestamps.length ? timestamps[row] >>> 32 : 0;
  }

  long timestampEcho(int row) {
    return row < timestamps.length ? timestamps[row] & 0xFFFF_FFFFL : 0;
  }

  void ipId(int row, int id) {
    if (row >= ipIds.length) {
      ipIds = Arrays.copyOf(ipIds, grown(row));
    }
    ipIds[row] = (char) id;
  }

  /** 0 where there is none. */
  int ipId(int row) {
    return row < ipIds.length ? ipIds[row] : 0;
  }

  /** Rows come in ascending order, the blocks of one row in theirs. */
  void sack(int row, long from, long to) {
    if (sacks == sackRows.length) {
      sackRows = Arrays.copyOf(sackRows, grown(sacks));
      sackEdges = Arrays.copyOf(sackEdges, 2 * sackRows.length);
    }
    sackRows[sacks] = row;
    sackEdges[2 * sacks] = from;
    sackEdges[2 * sacks + 1] = to;
    sacks++;
  }

  List<SackBlock> sackBlocks(int row) {
    int at = Arrays.binarySearch(sackRows, 0, sacks, row);
    if (at < 0) {
      return List.of();
    }
    while (at > 0 && sackRows[at - 1] == row) {
      at--;
    }
    List<SackBlock> blocks = new ArrayList<>(4);
    for (; at < sacks && sackRows[at] == row; at++) {
      blocks.add(new SackBlock(sackEdges[2 * at], sackEdges[2 * at + 1]));
    }
    return List.copyOf(blocks);
  }

  /** Takes the counters of ECT(1), ECT(0) and CE at 1, 2 and 3; negative where there is none. */
  void accurateEcn(int row, int[] counters) {
    if (3 * row >= accurateEcn.length) {
      accurateEcn = Arrays.copyOf(accurateEcn, 3 * grown(row));
    }
    for (int i = 0; i < 3; i++) {
      accurateEcn[3 * row + i] = counters[i + 1] + 2;
    }
  }

  /** Null where there is no option. */
  AccurateEcn accurateEcn(int row) {
    int at = 3 * row;
    return at >= accurateEcn.length || accurateEcn[at] == 0
        ? null
        : new AccurateEcn(
            counter(accurateEcn[at + 1]), counter(accurateEcn[at + 2]), counter(accurateEcn[at]));
  }

  private static OptionalInt counter(int stored) {
    return stored < 2 ? OptionalInt.empty() : OptionalInt.of(stored - 2);
  }

  void refuse(int row, AcceptanceReason reason) {
    if (row >= refusals.length) {
      refusals = Arrays.copyOf(refusals, grown(row));
    }
    refusals[row] = (byte) (reason == null ? 0 : reason.ordinal() + 1);
  }

  /** Null where the segment was accepted. */
  AcceptanceReason refusal(int row) {
    int reason = row < refusals.length ? refusals[row] : 0;
    return reason == 0 ? null : REASONS[reason - 1];
  }

  private static int grown(int needed) {
    return needed + (needed >> 1) + 12;
  }
}
