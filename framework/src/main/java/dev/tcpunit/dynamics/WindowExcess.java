package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * A segment with bytes beyond every window that its receiver had announced until then.
 *
 * @param segment what was sent
 * @param announcement the segment of the receiver that allowed the sender most
 * @param bytes how many bytes of the segment lie beyond that
 */
public record WindowExcess(Segment segment, Segment announcement, long bytes) {}
