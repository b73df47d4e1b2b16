package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ToolchainTest {
  @Test
  void should_run_on_the_jdk_of_the_toolchain_with_native_access() {
    assertEquals(25, Runtime.version().feature());
    assertEquals(System.getProperty("java.home"), System.getenv("JAVA_HOME"));
    assertEquals(
        1,
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter("--enable-native-access=ALL-UNNAMED"::equals)
            .count());
  }
}
