package dev.tcpunit.capture;

/**
 * What a live capture has counted since it started.
 *
 * @param delivered frames handed to the handler
 * @param dropped frames that the kernel could not deliver because the buffer was full; a drop makes
 *     verdicts that rest on completeness "cannot tell"
 */
public record CaptureStatistics(long delivered, long dropped) {}
