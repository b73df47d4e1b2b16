package dev.tcpunit.analysis;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short conversations in tcpdump's notation, a folder per mechanism. */
final class Scenario {
  private Scenario() {}

  static String text(String name) {
    String resource = "/scenarios/" + name + ".txt";
    try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  static Connection only(String text) {
    return only(text, AnalysisOptions.SEGMENTS);
  }

  static Connection only(String text, AnalysisOptions options) {
    Trace trace = Traces.parseTcpdump(text, options);
    List<Connection> connections = trace.connections();
    if (connections.size() != 1) {
      throw new AssertionError("not one connection, but " + connections);
    }
    return connections.get(0);
  }
}
