package dev.tcpunit.maven;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void should_read_each_port_once() throws Exception {
    then(Ports.of(List.of("8080", " 443 ", "8080"))).containsExactly(8080, 443);
    then(Ports.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "", "999999"})
  void should_refuse_what_is_no_port(String text) {
    then(catchThrowable(() -> Ports.of(List.of(text))))
        .hasMessage("tcpunit.ports names '" + text + "', but a port is a number from 1 to 65535");
  }
}
