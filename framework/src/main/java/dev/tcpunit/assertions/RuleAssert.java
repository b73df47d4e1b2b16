package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.Patience;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.internal.rule.VerdictListeners;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/**
 * An assertion whose methods each ask one rule.
 *
 * @param <S> the assertion itself
 * @param <A> what it is about
 */
abstract class RuleAssert<S extends RuleAssert<S, A>, A> extends AbstractAssert<S, A> {
  private Patience patience = Patience.OF_CAPTURE;

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
  S obeys(Rule<? super A> rule) {
    isNotNull();
    Verdict verdict = rule.judge(actual, patience);
    VerdictListeners.tell(verdict);
    if (!verdict.holds()) {
      // AssertJ writes the description before the message, on the same line.
      failWithMessage("%s%s", info.hasDescription() ? "\n" : "", verdict.message());
    }
    return myself;
  }

  /** Hands description, overriding message, representation and patience on to a part's. */
  <T extends RuleAssert<T, ?>> T part(T assertion) {
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
