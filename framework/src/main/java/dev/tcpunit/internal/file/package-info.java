/**
 * Capture files: reads pcap and pcapng, plain or compressed, from files and pipes, and writes
 * pcapng. Damage ends reading, never the program: what stood before it has been delivered.
 */
package dev.tcpunit.internal.file;
