package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;

/**
 * What one side sent before the other spoke.
 *
 * @param sender which side
 * @param start the offset of its first byte in the flow of that side
 * @param bytes payload bytes, each counted once
 * @param first the segment with which it began
 * @param last the segment that completed it
 */
public record Turn(Role sender, long start, long bytes, Segment first, Segment last) {}
