package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.rule.catalogue.ConnectionForms;
import dev.tcpunit.internal.rule.catalogue.FlowForms;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.rule.catalogue.TraceForms;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.rule.RuleDescription;
import dev.tcpunit.rule.RuleDescription.Subject;
import dev.tcpunit.rule.TcpRule;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an assertion can ask, a build can ask by name. A new assertion gets a line in {@code
 * ConnectionForms}, {@code FlowForms} or {@code TraceForms}.
 */
class RuleNamesTest {
  /** They ask the kernel while the test runs, or what is asked stands in a file of the project. */
  private static final Set<String> OF_A_RUNNING_TEST =
      Set.of("matchesTcpInfo", "matchesKernelCounters", "matchesBaseline");

  @Test
  void should_be_those_of_all_assertions() throws IOException {
    assertThat(names(Subject.CONNECTION)).isEqualTo(asserted("ConnectionAssert"));
    assertThat(names(Subject.FLOW)).isEqualTo(asserted("FlowAssert"));
    Set<String> ofTrace = asserted("TraceAssert");
    // Of a trace these ask every connection.
    ofTrace.removeAll(names(Subject.CONNECTION));
    assertThat(names(Subject.TRACE)).isEqualTo(ofTrace);
  }

  @Test
  void should_include_every_rule_that_takes_no_parameters() {
    assertThat(
            Stream.of(ConnectionForms.ALL.stream(), FlowForms.ALL.stream(), TraceForms.ALL.stream())
                .flatMap(forms -> forms)
                .filter(form -> form.parameters().isEmpty())
                .map(form -> form.name()))
        .containsAll(
            Stream.of(Rules.ofConnection(), Rules.ofFlow(), Rules.ofTrace())
                .flatMap(rules -> rules.stream())
                .map(Rule::name)
                .toList());
  }

  private static Set<String> names(Subject subject) {
    return TcpRule.all().stream()
        .filter(rule -> rule.subject() == subject)
        .map(RuleDescription::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> asserted(String type) throws IOException {
    return AssertionSource.of(type).stream()
        .filter(assertion -> !assertion.navigates())
        .map(AssertionSource::name)
        .filter(name -> !OF_A_RUNNING_TEST.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
