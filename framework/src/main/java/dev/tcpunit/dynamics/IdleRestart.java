package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * A sender that had nothing under way for longer than its retransmission time-out sends again: it
 * should begin with no more than its initial window (RFC 5681 section 4.1).
 *
 * @param before its last data segment before
 * @param after its first data segment after
 * @param idleNanos from the one to the other, in nanoseconds
 * @param flightBefore the largest flight size that it had reached before, in bytes
 * @param burstBytes new payload bytes that it sent until the first acknowledgement of any of them
 */
public record IdleRestart(
    Segment before, Segment after, long idleNanos, long flightBefore, long burstBytes) {}
