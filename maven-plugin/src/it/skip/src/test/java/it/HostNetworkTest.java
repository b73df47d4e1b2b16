package it;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class HostNetworkTest {
  @Test
  void should_run_as_without_the_plugin() {
    assertNull(System.getenv("TCPUNIT_SANDBOX"));
  }
}
