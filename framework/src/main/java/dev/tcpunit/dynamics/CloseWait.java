package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.Optional;

/**
 * How long a side that had heard the peer's FIN did not close itself: the state CLOSE-WAIT (RFC
 * 9293 section 3.3.2), as far as segments show it.
 *
 * @param acknowledgement its segment that acknowledges the peer's FIN; maybe the FIN of its own
 * @param end its own FIN or RST; empty if none was captured
 * @param nanos from the one to the other, or to the last captured moment, in nanoseconds
 */
public record CloseWait(Segment acknowledgement, Optional<Segment> end, long nanos) {}
