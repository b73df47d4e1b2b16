package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkTrafficTest {
  @ParameterizedTest
  @EnumSource(LinkTraffic.class)
  void should_be_made_whole_at_both_ends(LinkTraffic traffic) {
    Connection connection = traffic.connection();

    assertThat(connection.isSeenAtBothEnds()).isTrue();
    assertThat(connection).hasCompletedHandshake();
    assertThat(connection.trace()).hasSingleConnection();
  }
}
