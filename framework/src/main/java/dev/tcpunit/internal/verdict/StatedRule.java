package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;

/**
 * A rule that states in one place what it asserts, whatever it judges.
 *
 * @param <T> what it judges
 */
public abstract class StatedRule<T> implements Rule<T> {
  protected final Judgement judgement;

  private final String assertion;
  private final String expectation;
  private final String source;
  private final String words;

  /**
   * States the rule.
   *
   * @param assertion the assertion's name, such as {@code hasCleanFin}
   * @param expectation what messages expect, to go on from "to": {@code have a clean FIN}
   * @param source where the rule is written down, such as {@code RFC 9293 s3.6}
   * @param words what is written there, in a line of the message
   */
  protected StatedRule(String assertion, String expectation, String source, String words) {
    this.judgement = new Judgement(assertion);
    this.assertion = assertion;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  @Override
  public final String name() {
    return assertion;
  }

  @Override
  public final String source() {
    return source;
  }

  protected final Finding expecting(Connection connection) {
    Finding finding = Finding.expecting(connection, expectation);
    boolean sided = this instanceof SidedRule rule && rule.isSided();
    return stated(sided ? finding.doubted(GuessedRoles.doubt(connection)) : finding);
  }

  protected final Finding expecting(Trace trace) {
    return stated(Finding.expecting(trace, expectation));
  }

  protected final String expectation() {
    return expectation;
  }

  final Finding stated(Finding finding) {
    boolean timed = this instanceof TimedRule rule && rule.isTimed();
    return (timed ? finding.doubted(Doubt.ofTimes(finding.trace())) : finding).rule(source, words);
  }
}
