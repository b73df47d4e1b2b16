package dev.tcpunit.trace;

import java.util.OptionalInt;

/**
 * What one side offered in its SYN or SYN-ACK.
 *
 * @param maximumSegmentSize the MSS option in bytes (RFC 9293 section 3.7.1), or empty
 * @param windowScale the shift count (RFC 7323 section 2), or empty
 * @param sackPermitted RFC 2018
 * @param timestamps RFC 7323 section 3
 * @param fastOpen whether a fast open cookie was sent or asked for (RFC 7413)
 * @param mptcp whether it offers Multipath TCP, or joins a connection of it (RFC 8684)
 */
public record SynOptions(
    OptionalInt maximumSegmentSize,
    OptionalInt windowScale,
    boolean sackPermitted,
    boolean timestamps,
    boolean fastOpen,
    boolean mptcp) {}
