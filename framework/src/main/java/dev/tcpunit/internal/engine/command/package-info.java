/**
 * Captures through another program, one that has the permissions that this JVM lacks: whatever it
 * writes to its standard output as pcap or pcapng is read as it comes.
 */
package dev.tcpunit.internal.engine.command;
