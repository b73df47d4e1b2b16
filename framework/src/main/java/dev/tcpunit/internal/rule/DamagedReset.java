package dev.tcpunit.internal.rule;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A RST whose checksum is wrong resets nothing. Nor does it show that its sender sent a RST: what
 * damaged it may have set the flag.
 */
public final class DamagedReset {
  private DamagedReset() {}

  /** Whether the checksum lets a segment be believed. */
  public static boolean isWhole(Segment segment) {
    return segment.acceptanceReason().filter(AcceptanceReason::isDamage).isEmpty();
  }

  /** Why it is not known whether a side sent RST: one of these is damaged. */
  public static Optional<String> doubt(List<Segment> segments) {
    return segments.stream()
        .filter(segment -> segment.has(TcpFlags.RST) && !isWhole(segment))
        .findFirst()
        .map(
            rst ->
                "RST #%d was damaged on its way, and its flags may be what was damaged: %s"
                    .formatted(
                        rst.frame(),
                        rst.acceptanceReason().map(AcceptanceReason::words).orElseThrow()));
  }
}
