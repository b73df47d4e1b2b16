package dev.tcpunit.dynamics;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Plays one of the scenarios that the classification is tested by. */
final class ScenarioFile {
  private ScenarioFile() {}

  /** By its folder and name, such as {@code close/simultaneous}. */
  static Trace trace(String name) {
    try (InputStream in =
        ScenarioFile.class.getResourceAsStream("/scenarios/" + name + ".scenario")) {
      return Scenario.trace(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
