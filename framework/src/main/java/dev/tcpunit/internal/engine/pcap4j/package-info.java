/**
 * Captures through libpcap, with pcap4j's raw calls alone: its packet objects refuse segments that
 * the kernel takes. No other package knows pcap4j.
 */
package dev.tcpunit.internal.engine.pcap4j;
