package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficTest {
  @ParameterizedTest
  @EnumSource(Traffic.class)
  void should_be_made_whole_and_quickly(Traffic traffic) {
    Connection connection = traffic.connection();

    assertThat(connection.segments()).isNotEmpty();
    assertThat(connection.trace().completeness())
        .extracting(Completeness::isComplete)
        .isEqualTo(true);
  }
}
