package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.Optional;

/**
 * How long a side that had received the peer's FIN did not close itself: the state CLOSE-WAIT (RFC
 * 9293 section 3.3.2), as far as segments show it.
 *
 * @param begin the segment by which the peer's FIN was received in sequence: the FIN, or data
 *     before it that came later
 * @param end the FIN or RST of the side, or the RST that it received; empty if none was captured
 * @param nanos from the one to the other, or to the last captured moment, in nanoseconds
 */
public record CloseWait(Segment begin, Optional<Segment> end, long nanos) {}
