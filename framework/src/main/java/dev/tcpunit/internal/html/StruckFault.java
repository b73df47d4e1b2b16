package dev.tcpunit.internal.html;

import dev.tcpunit.trace.Role;

/**
 * A fault that struck a packet on a link.
 *
 * @param name what it is called: {@code drop client data 5}
 * @param connection on which connection over the link, in the order of their SYNs, from 1; 0 for a
 *     packet of no connection
 * @param from who sent the packet
 * @param sequence the packet's relative sequence number: 0 for the SYN, 1 for the first byte
 * @param length its payload in bytes
 * @param timeNanos when, in nanoseconds since 1970
 */
public record StruckFault(
    String name, int connection, Role from, long sequence, int length, long timeNanos) {}
