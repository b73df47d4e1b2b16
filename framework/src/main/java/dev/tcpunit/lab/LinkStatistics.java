package dev.tcpunit.lab;

/**
 * What a link has done so far, in frames of both directions.
 *
 * @param forwarded frames that arrived, those sent twice counted twice
 * @param forwardedBytes their lengths, Ethernet headers included
 * @param droppedByFaults frames that faults and loss dropped
 * @param droppedByQueue frames that came when the queue before the rate limit was full
 * @param droppedWhileDown frames that came while the link was down
 * @param droppedByForwarder frames that the link lost without having been told to, because this JVM
 *     had no time for them: 0, or a test cannot be trusted
 */
public record LinkStatistics(
    long forwarded,
    long forwardedBytes,
    long droppedByFaults,
    long droppedByQueue,
    long droppedWhileDown,
    long droppedByForwarder) {}
