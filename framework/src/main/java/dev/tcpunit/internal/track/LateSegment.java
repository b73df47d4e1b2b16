package dev.tcpunit.internal.track;

import dev.tcpunit.trace.Evidence;

/**
 * A segment that was captured after a segment sent later; the receiver has not yet shown in which
 * order they arrived.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 * @param entry where it stands in the {@link SendHistory}
 * @param evidence what tells that it was sent before
 */
public record LateSegment(long start, long end, long entry, Evidence evidence) {}
