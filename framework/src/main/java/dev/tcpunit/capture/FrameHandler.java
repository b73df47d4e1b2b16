package dev.tcpunit.capture;

/** Takes captured frames, one at a time, in the order in which they were captured. */
@FunctionalInterface
public interface FrameHandler {
  /**
   * Takes the next frame.
   *
   * @param frame valid until this method returns
   */
  void onFrame(CapturedFrame frame);
}
