package it.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class GreetingTest {
  @Test
  void should_run_on_the_module_path_in_a_private_network() {
    assertNotNull(System.getenv("TCPUNIT_SANDBOX"));
    assertEquals("hello", Greeting.text());
    assertEquals("it.modular", Greeting.class.getModule().getName());
  }
}
