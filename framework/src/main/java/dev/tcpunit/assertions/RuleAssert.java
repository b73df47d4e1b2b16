package dev.tcpunit.assertions;

import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Difference;
import dev.tcpunit.internal.verdict.VerdictListeners;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * An assertion whose methods each ask one rule.
 *
 * @param <S> the assertion itself
 * @param <A> what it is about
 */
abstract class RuleAssert<S extends RuleAssert<S, A>, A> extends AbstractAssert<S, A> {
  private Patience patience = Patience.OF_CAPTURE;

  /** What collects the failures of parts; null where they fail at once. */
  private SoftAssertionsProvider softly;

  RuleAssert(A actual, Class<?> selfType) {
    super(actual, selfType);
  }

  /**
   * Lets the assertions that follow wait no longer than this for what is yet to come, such as a
   * close or an acknowledgement, in place of {@code tcpunit.settleTimeout}. Those on the parts of
   * it, as in {@code client(...)}, wait as long.
   *
   * <p>They wait only as long as it takes, and not at all where the capture has ended. Assertions
   * that something did not happen never wait: they judge what was captured until now.
   *
   * <pre>{@code
   * assertThat(connection).within(Duration.ofSeconds(10)).hasCleanFin();
   * }</pre>
   *
   * @param timeout the longest wait of each assertion, not negative
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public S within(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a time-out of " + timeout + " is negative");
    }
    patience = Patience.of(timeout);
    return myself;
  }

  /** Fails in the rule's words unless it holds. */
  protected S obeys(Rule<? super A> rule) {
    isNotNull();
    Verdict verdict = rule.judge(actual, patience);
    VerdictListeners.tell(verdict);
    if (!verdict.holds()) {
      fail(verdict);
    }
    return myself;
  }

  private void fail(Verdict verdict) {
    // AssertJ writes the description before the message, on the same line.
    String line = info.hasDescription() ? "\n" : "";
    if (verdict.difference().isPresent()) {
      Difference values = verdict.difference().get();
      failWithActualExpectedAndMessage(
          values.actual(), values.expected(), "%s%s", line, verdict.message());
    }
    failWithMessage("%s%s", line, verdict.message());
  }

  void partsAreCollectedBy(SoftAssertionsProvider collector) {
    softly = collector;
  }

  /**
   * Makes assertions on parts of what this is about.
   *
   * <p>AssertJ's soft assertions collect what a method of their proxy throws, and let failures
   * within it pass. So the method that leads to parts must be none that they see: it is final, as
   * this one is, and each part has a proxy of its own.
   */
  final <P, T extends RuleAssert<T, P>> S each(
      List<P> parts, Subject<P, T> subject, Consumer<? super T> assertions) {
    if (softly == null) {
      return firstFailureOf(parts, subject, assertions);
    }
    parts.forEach(part -> assertions.accept(inheriting(subject.softly(part, softly))));
    return myself;
  }

  /** Seen by the proxy of soft assertions that know nothing of parts, as asInstanceOf makes it. */
  protected <P, T extends RuleAssert<T, P>> S firstFailureOf(
      List<P> parts, Subject<P, T> subject, Consumer<? super T> assertions) {
    parts.forEach(part -> assertions.accept(inheriting(subject.factory().createAssert(part))));
    return myself;
  }

  /** Hands description, overriding message, representation and patience on to a part's. */
  private <T extends RuleAssert<T, ?>> T inheriting(T assertion) {
    RuleAssert<T, ?> part = assertion;
    part.patience = patience;
    assertion.info.description(info.description());
    assertion.info.useRepresentation(info.representation());
    if (info.overridingErrorMessage() != null) {
      assertion.info.overridingErrorMessage(info.overridingErrorMessage());
    }
    return assertion;
  }
}
