package dev.tcpunit.capture;

/**
 * Captures frames live: a service, found by {@link java.util.ServiceLoader}.
 *
 * <p>All engines keep one contract: loopback traffic is delivered once, times are in nanoseconds,
 * the drop counter is exact, and closing works from any state and thread.
 */
public interface CaptureEngine {
  /**
   * The name by which the setting {@code tcpunit.engine} chooses it.
   *
   * @return such as {@code pcap4j} or {@code afpacket}
   */
  String name();

  /**
   * Where it stands among the engines when none is named: the lowest number that can capture is
   * used.
   *
   * @return 100 for pcap4j, 200 for afpacket, 300 for command
   */
  int order();

  /**
   * Starts a capture. When this method returns, frames sent from now on are captured.
   *
   * @param request what to capture
   * @param handler called on the engine's own thread; it must not block
   * @return the running capture
   * @throws CaptureException if the capture cannot start, with nothing left behind
   */
  LiveCapture start(CaptureRequest request, FrameHandler handler) throws CaptureException;
}
