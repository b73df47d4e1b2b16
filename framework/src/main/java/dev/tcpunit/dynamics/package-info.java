/**
 * What a connection did over time, computed from its segments when somebody asks: round trips, the
 * retransmission timer, bytes in flight, windows, recoveries, acknowledgement delays and stalls.
 *
 * <p>Each fact comes with the segments that prove it; what the packets do not prove is empty, or
 * said to be unknown.
 */
@NullMarked
package dev.tcpunit.dynamics;

import org.jspecify.annotations.NullMarked;
