/**
 * Segments as text: reads what tcpdump prints, and writes the one-line notation that every message
 * and report uses.
 */
package dev.tcpunit.internal.notation;
