package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * What a sender sent before the first acknowledgement of data told it anything of the path: its
 * initial window, or less if the application had less to send (RFC 6928 section 2, RFC 5681 section
 * 3.1).
 *
 * @param bytes distinct payload bytes
 * @param segments how many segments of full size that makes; a super-segment counts as many
 * @param sent the segments that carried them
 * @param acknowledgement the first acknowledgement of data, which ends it; empty if none was
 *     captured
 */
public record InitialWindow(
    long bytes, long segments, List<Segment> sent, Optional<Segment> acknowledgement) {

  /** Copies the list. */
  public InitialWindow {
    sent = List.copyOf(sent);
  }
}
