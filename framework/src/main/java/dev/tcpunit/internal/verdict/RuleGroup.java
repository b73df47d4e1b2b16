package dev.tcpunit.internal.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one group that judge one kind of subject and take no parameter, in the order in
 * which they were added. Filled while the class that declares the group loads, not changed
 * afterwards.
 *
 * @param <T> what the rules judge
 */
public final class RuleGroup<T> {
  private final List<Rule<T>> rules = new ArrayList<>();

  /** Adds a rule and hands it back, so that a constant is registered by the line that makes it. */
  public Rule<T> add(Rule<T> rule) {
    rules.add(rule);
    return rule;
  }

  public List<Rule<T>> rules() {
    return List.copyOf(rules);
  }
}
