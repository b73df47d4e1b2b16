package dev.tcpunit.trace;

import java.util.OptionalInt;

/**
 * The option of accurate ECN in a segment (RFC 9768 section 3.2.3): how many bytes of payload its
 * sender has received by then in packets of each mark. The counters have 24 bits and begin at 1,
 * that of CE at 0; one that the option does not carry is empty.
 *
 * @param ect0Bytes in packets marked ECT(0), and 1
 * @param ceBytes in packets that a router marked CE, congestion experienced
 * @param ect1Bytes in packets marked ECT(1), and 1
 */
public record AccurateEcn(OptionalInt ect0Bytes, OptionalInt ceBytes, OptionalInt ect1Bytes) {}
