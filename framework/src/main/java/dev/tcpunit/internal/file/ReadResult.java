package dev.tcpunit.internal.file;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What reading a capture came to. The frames themselves went to the handler, those before a damage
 * too.
 *
 * @param format what the first bytes said
 * @param compression what the capture was packed in
 * @param packets how many frames were delivered
 * @param damage where and why reading ended early; empty if the capture was read to its end
 * @param droppedFrames how many frames the capturing side says it lost; empty if it does not say
 * @param endNanos until when the capture watched, in nanoseconds since the epoch; empty if it does
 *     not say
 * @param comment the comment of the capture's first section, if it has one
 */
public record ReadResult(
    CaptureFormat format,
    Compression compression,
    long packets,
    Optional<FileDamage> damage,
    OptionalLong droppedFrames,
    OptionalLong endNanos,
    Optional<String> comment) {

  public boolean complete() {
    return damage.isEmpty();
  }
}
