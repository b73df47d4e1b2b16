package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.UniqueId;

class JupiterTest {
  @ParameterizedTest
  @CsvSource({
    "[engine:junit-jupiter]/[class:A], [engine:junit-jupiter]/[class:A]",
    "[engine:junit-jupiter], [engine:junit-jupiter]",
    "[engine:junit-platform-suite]/[suite:S]/[engine:junit-jupiter]/[class:A]/[method:m()],"
        + "[engine:junit-jupiter]/[class:A]/[method:m()]"
  })
  void should_name_a_node_as_it_is_named_without_a_suite(String id, String expected) {
    assertThat(Jupiter.withoutSuite(UniqueId.parse(id))).hasToString(expected);
  }
}
