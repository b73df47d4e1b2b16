package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.junit.Leaks;
import dev.tcpunit.junit.WhenUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one test is captured and what it leaves: the annotation's word first, then the settings'.
 *
 * @param engine the engine's name, or null for the first that can capture
 * @param ports the server ports that are the test's; empty for all
 * @param pages which tests leave a page of HTML
 * @param story whether a failure is told what the wire saw
 * @param leaks what becomes of a test that leaves connections open
 * @param limitBytes how much the open windows may keep
 * @param keyLog the key log whose lines go into the capture file; empty for none
 * @param bufferBytes the kernel's buffer; empty for the one of the payload mode
 */
record CaptureSettings(
    String interfaceName,
    PayloadMode payload,
    List<Integer> ports,
    String engine,
    Duration settleTimeout,
    Keep artifacts,
    Path directory,
    Keep pages,
    Keep report,
    boolean story,
    WhenUnavailable unavailable,
    Leaks leaks,
    Optional<Path> keyLog,
    long limitBytes,
    OptionalInt bufferBytes) {

  /** The same settings for a capture on another interface. */
  CaptureSettings on(String otherInterface) {
    return new CaptureSettings(
        otherInterface,
        payload,
        ports,
        engine,
        settleTimeout,
        artifacts,
        directory,
        pages,
        report,
        story,
        unavailable,
        leaks,
        keyLog,
        limitBytes,
        bufferBytes);
  }

  /** For which tests something is kept. */
  enum Keep {
    FAILURES,
    ALWAYS,
    NEVER;

    boolean applies(boolean failed) {
      return this == ALWAYS || this == FAILURES && failed;
    }
  }
}
