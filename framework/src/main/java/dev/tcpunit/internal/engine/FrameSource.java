package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CapturedFrame;
import java.util.Optional;

/** Where a {@link RunningCapture} gets its frames: an open socket, library handle or process. */
public interface FrameSource extends AutoCloseable {
  /** Takes frames one at a time. */
  @FunctionalInterface
  interface Sink {
    /** Takes a frame; returns false if no further one is wanted. */
    boolean accept(CapturedFrame frame);
  }

  /**
   * Delivers frames, on the calling thread, until {@link #stop} is called or the sink wants no
   * more.
   *
   * @throws CaptureException if the source ends by itself
   */
  void deliverTo(Sink sink) throws CaptureException;

  /** Makes {@link #deliverTo} return soon. Any thread may call it, at any time, repeatedly. */
  void stop();

  /** Why no frames come although the source has not ended. Any thread may ask. */
  default Optional<CaptureException> standstill() {
    return Optional.empty();
  }

  /** How many frames were lost since the start. Not called after {@link #close}. */
  long dropped();

  /**
   * Whether a frame that comes by is, from then on, either among those to be delivered or counted
   * as lost. A program of its own says what it lost only later.
   */
  default boolean countsAtOnce() {
    return false;
  }

  /** Frees everything. Called once, when {@link #deliverTo} has returned. */
  @Override
  void close();
}
