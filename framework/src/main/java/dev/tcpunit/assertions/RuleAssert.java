package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.internal.rule.VerdictListeners;
import org.assertj.core.api.AbstractAssert;

/**
 * An assertion whose methods each ask one rule.
 *
 * @param <S> the assertion itself
 * @param <A> what it is about
 */
abstract class RuleAssert<S extends RuleAssert<S, A>, A> extends AbstractAssert<S, A> {
  RuleAssert(A actual, Class<?> selfType) {
    super(actual, selfType);
  }

  /** Fails in the rule's words unless it holds. */
  S obeys(Rule<? super A> rule) {
    isNotNull();
    Verdict verdict = rule.judge(actual);
    VerdictListeners.tell(verdict);
    if (!verdict.holds()) {
      // AssertJ writes the description before the message, on the same line.
      failWithMessage("%s%s", info.hasDescription() ? "\n" : "", verdict.message());
    }
    return myself;
  }

  /** Hands description, overriding message and representation on to an assertion on a part. */
  <T extends RuleAssert<T, ?>> T part(T assertion) {
    assertion.info.description(info.description());
    assertion.info.useRepresentation(info.representation());
    if (info.overridingErrorMessage() != null) {
      assertion.info.overridingErrorMessage(info.overridingErrorMessage());
    }
    return assertion;
  }
}
