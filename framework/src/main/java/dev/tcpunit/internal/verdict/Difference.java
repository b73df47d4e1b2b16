package dev.tcpunit.internal.verdict;

/**
 * Two values whose difference is the failure, for tools that show them side by side.
 *
 * @param expected what the test asked for
 * @param actual what was captured
 */
public record Difference(Object expected, Object actual) {}
