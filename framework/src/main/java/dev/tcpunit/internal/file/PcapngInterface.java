package dev.tcpunit.internal.file;

import java.util.OptionalLong;

/**
 * One interface of a pcapng section: how to read its packets, what it says was lost, and when its
 * capture ended.
 */
final class PcapngInterface {
  static final long UNKNOWN = -1;

  /** Counts the interfaces of the file, from 1. */
  final int number;

  final int linkType;
  final long snapLength;
  final TimeResolution resolution;
  private long countedWithPackets = UNKNOWN;
  private long countedInStatistics = UNKNOWN;
  private long endNanos = UNKNOWN;

  PcapngInterface(int number, int linkType, long snapLength, TimeResolution resolution) {
    this.number = number;
    this.linkType = linkType;
    this.snapLength = snapLength;
    this.resolution = resolution;
  }

  /** Counts what was lost since the packet before. */
  void addDropped(long count) {
    countedWithPackets = Math.max(0, countedWithPackets) + Math.max(0, count);
  }

  /** Notes what was lost since the capture began: the last statistics block is the one to go by. */
  void setDropped(long count) {
    countedInStatistics = Math.max(0, count);
  }

  /** Notes until when it was watched, by the last statistics block. */
  void setEndNanos(long nanos) {
    endNanos = nanos;
  }

  /** Until when it was watched, or {@link #UNKNOWN}. */
  long endNanos() {
    return endNanos;
  }

  /** The larger of both counts, for a capture may have been cut before its last statistics. */
  OptionalLong dropped() {
    long dropped = Math.max(countedWithPackets, countedInStatistics);
    return dropped == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(dropped);
  }
}
