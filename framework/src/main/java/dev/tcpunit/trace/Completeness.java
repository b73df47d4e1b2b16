package dev.tcpunit.trace;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of what went over the wire is in the trace: what decides between "holds" and "cannot
 * tell".
 *
 * @param droppedFrames frames that the capture itself lost; empty where nothing says so (a pcap
 *     file, a text)
 * @param damage where and why reading a capture file ended early; empty if it was read whole
 */
public record Completeness(OptionalLong droppedFrames, Optional<Damage> damage) {

  /** Nothing is known to be missing. */
  public static final Completeness COMPLETE =
      new Completeness(OptionalLong.empty(), Optional.empty());

  /**
   * Whether nothing is known to be missing.
   *
   * @return true if no frame was dropped and no file was damaged
   */
  public boolean isComplete() {
    return droppedFrames.orElse(0) == 0 && damage.isEmpty();
  }

  /**
   * Where and why a capture file could not be read on.
   *
   * @param offset the byte offset in the (uncompressed) file
   * @param reason what stood there
   */
  public record Damage(long offset, String reason) {}
}
