/**
 * Captures through another program, one that may what this JVM may not: whatever it writes to its
 * standard output as pcap or pcapng is read as it comes.
 */
package dev.tcpunit.internal.engine.command;
