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
   * Why nothing more is captured, if so: the interface went down or away, the program died, the
   * handler threw.
   *
   * @return empty while it captures and after an orderly close
   */
  Optional<CaptureException> failure();

  /**
   * Ends the capture, within 100 ms, from any thread, the handler's own included. No call of the
   * handler begins after this method has returned; one that is still running then goes on, and the
   * capture's thread and memory are freed when it returns.
   */
  @Override
  void close();
}
