package dev.tcpunit.capture;

import java.util.Optional;

/**
 * A running capture. Closing it ends its thread and frees its socket and memory; twice is harmless.
 */
public interface LiveCapture extends AutoCloseable {
  /**
   * What was counted so far; callable while capturing and after {@link #close}.
   *
   * @return the counts since the start
   */
  CaptureStatistics statistics();

  /**
   * Why the capture ended by itself, if it did: the interface went away, the program died.
   *
   * @return empty while it runs or after an orderly close
   */
  Optional<CaptureException> failure();

  /** Ends the capture; the handler is not called after this method has returned. */
  @Override
  void close();
}
