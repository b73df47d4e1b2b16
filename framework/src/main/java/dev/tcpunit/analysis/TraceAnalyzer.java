package dev.tcpunit.analysis;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;

/**
 * Takes frames one by one, tracks and classifies what they carry, and gives the trace at any time.
 *
 * <p>Not thread-safe: one thread feeds and asks.
 */
public final class TraceAnalyzer implements FrameHandler {

  @Override
  public void onFrame(CapturedFrame frame) {
    throw new IllegalStateException("being built");
  }

  /**
   * Takes a segment that needs no decoding, such as one read from tcpdump text.
   *
   * @param segment valid until this method returns; its frame number is set here
   */
  public void onSegment(DecodedSegment segment) {
    throw new IllegalStateException("being built");
  }

  /**
   * The trace so far, with its segments. More frames may follow; they do not change it.
   *
   * @param source names the capture in messages
   * @param completeness what is known to be missing
   * @param endNanos until when the capture is known to have watched; the last frame's time if
   *     earlier
   * @return the trace
   */
  public Trace trace(String source, Completeness completeness, long endNanos) {
    return trace(source, completeness, endNanos, Continuation.ENDED);
  }

  /**
   * The trace so far of a capture that still runs.
   *
   * @param source names the capture in messages
   * @param completeness what is known to be missing
   * @param endNanos until when the capture is known to have watched
   * @param continuation where more may come from
   * @return the trace
   */
  public Trace trace(
      String source, Completeness completeness, long endNanos, Continuation continuation) {
    throw new IllegalStateException("being built");
  }

  /**
   * The trace so far without its segments: cheap enough to be asked after every batch of frames.
   *
   * @return the trace, whose connections keep no segments
   */
  public Trace summary() {
    throw new IllegalStateException("being built");
  }
}
