package dev.tcpunit.trace;

/**
 * Frames that are in the capture and in no connection, counted by reason.
 *
 * @param notTcp other protocols
 * @param malformed lengths or fields that contradict each other
 * @param fragment parts of IP datagrams that do not carry a whole segment by themselves
 * @param truncated the snap length cut the TCP header
 * @param unsupportedLink link types that are not read
 * @param tunnel IP carried within another protocol, not looked into
 * @param skippedLines lines of a text that are no packets: remarks, hex dumps, tcpdump's own
 *     messages; 0 for a capture file
 * @param seenBefore the same packets again at another interface, where a capture has several
 * @param icmpErrors ICMP errors about segments of no connection that was captured; of a text also
 *     those of which it does not print which segment they quote
 */
public record IgnoredFrames(
    long notTcp,
    long malformed,
    long fragment,
    long truncated,
    long unsupportedLink,
    long tunnel,
    long skippedLines,
    long seenBefore,
    long icmpErrors) {

  /** Nothing was ignored. */
  public static final IgnoredFrames NONE = new IgnoredFrames(0, 0, 0, 0, 0, 0);

  /**
   * Takes the frames of a capture, which has no lines.
   *
   * @param notTcp other protocols
   * @param malformed lengths or fields that contradict each other
   * @param fragment parts of IP datagrams that do not carry a whole segment by themselves
   * @param truncated the snap length cut the TCP header
   * @param unsupportedLink link types that are not read
   * @param tunnel IP carried within another protocol
   */
  public IgnoredFrames(
      long notTcp,
      long malformed,
      long fragment,
      long truncated,
      long unsupportedLink,
      long tunnel) {
    this(notTcp, malformed, fragment, truncated, unsupportedLink, tunnel, 0, 0, 0);
  }
}
