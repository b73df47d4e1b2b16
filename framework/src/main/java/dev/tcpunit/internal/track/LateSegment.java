package dev.tcpunit.internal.track;

import dev.tcpunit.trace.Evidence;

/**
 * A segment captured after what was sent after it; the receiver has not yet told in which order it
 * had them.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 * @param entry where it stands in the {@link SendHistory}
 * @param evidence what tells that it was sent before
 */
public record LateSegment(long start, long end, long entry, Evidence evidence) {}
