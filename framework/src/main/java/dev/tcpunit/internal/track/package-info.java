/**
 * What is remembered of every connection while its packets pass: the table of connections, sequence
 * space unwrapped to 64 bits, the ranges seen, and the latest segments.
 */
package dev.tcpunit.internal.track;
