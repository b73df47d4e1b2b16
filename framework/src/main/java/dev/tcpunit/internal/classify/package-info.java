/**
 * What each segment is: new, sent again and why, overtaken, a probe, a duplicate ACK; and what it
 * does to the windows. Evidence first: what the packets do not decide is said to be undecided.
 */
package dev.tcpunit.internal.classify;
