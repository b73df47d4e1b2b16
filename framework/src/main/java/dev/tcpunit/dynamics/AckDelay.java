package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * How long the receiver took to acknowledge one segment that came in sequence.
 *
 * @param data the segment
 * @param acknowledgement the first segment of the receiver that covers all of it
 * @param nanos from the one to the other at the place of the capture, in nanoseconds
 */
public record AckDelay(Segment data, Segment acknowledgement, long nanos) {}
