package dev.tcpunit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.internal.engine.pcap4j.Pcap4jEngine;
import dev.tcpunit.internal.sandbox.CurrentSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Says what a test needs of the machine. Where it is missing the test is skipped, unless the system
 * property {@code tcpunit.require} names it (a comma list, or {@code all}): then the test fails.
 */
public final class Requires {
  private Requires() {}

  /** A program on the path, such as {@code tshark}. */
  public static void tool(String name) {
    that(name, onPath(name), "program " + name + " is not on the PATH");
  }

  /** The library that the engine {@code pcap4j} captures with. */
  public static void libpcap() {
    that("libpcap", hasLibpcap(), "libpcap is not installed");
  }

  /** A private network for this JVM. */
  public static void sandbox() {
    that("sandbox", CurrentSandbox.strategy().isPresent(), "this JVM shares the host's network");
  }

  /**
   * Anything else that the caller has looked for, by the name that {@code tcpunit.require} knows.
   */
  public static void that(String name, boolean available, String what) {
    if (!available && isMandatory(name)) {
      throw new AssertionError(what + ", and tcpunit.require names " + name);
    }
    assumeTrue(available, what);
  }

  private static boolean hasLibpcap() {
    try {
      new Pcap4jEngine().start(CaptureRequest.headersOn("no-such-device"), frame -> {}).close();
      return true;
    } catch (CaptureException e) {
      return e.reason() != Reason.NOT_INSTALLED;
    }
  }

  private static boolean isMandatory(String name) {
    List<String> required = Arrays.asList(System.getProperty("tcpunit.require", "").split(","));
    return required.contains("all") || required.contains(name);
  }

  private static boolean onPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
