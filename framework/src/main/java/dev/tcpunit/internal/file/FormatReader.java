package dev.tcpunit.internal.file;

import dev.tcpunit.capture.FrameHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one format. What it has counted holds also after {@link #read} ended in an exception. */
interface FormatReader {
  void read(FrameHandler handler) throws IOException;

  long packets();

  default OptionalLong droppedFrames() {
    return OptionalLong.empty();
  }

  /** Until when the capture watched, in nanoseconds since the epoch, where it says so. */
  default OptionalLong endNanos() {
    return OptionalLong.empty();
  }

  default Optional<String> comment() {
    return Optional.empty();
  }
}
