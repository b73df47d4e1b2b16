package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * One acknowledgement of new data.
 *
 * @param acknowledgement the receiver's segment
 * @param bytes payload bytes that it acknowledges beyond all before it
 * @param fullSegments how many segments of full size that makes
 */
public record AckStep(Segment acknowledgement, long bytes, double fullSegments) {}
