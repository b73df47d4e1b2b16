package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Trace;

/**
 * What one rule said of one subject.
 *
 * @param rule the assertion's name, such as {@code hasCleanFin}
 * @param subject the connection, flow or trace, in one line
 * @param outcome holds, violated or cannot tell
 * @param summary the evidence in one line, for reports: {@code SYN, SYN-ACK, ACK in 0.016 ms}
 * @param message the whole failure message; empty where the rule holds
 * @param trace what was judged
 */
public record Verdict(
    String rule, String subject, Outcome outcome, String summary, String message, Trace trace) {

  public boolean holds() {
    return outcome == Outcome.HOLDS;
  }
}
