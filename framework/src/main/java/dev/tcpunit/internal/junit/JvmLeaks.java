package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.linux.LinuxException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tests of this JVM left open, where its end is what closes it at the latest: a client in
 * a static field, or a context that a shutdown hook closes. No test is left then to fail; the Maven
 * plugin fails the build by the file in which it is told.
 */
final class JvmLeaks {
  /** Where the Maven plugin finds a file of each JVM, which is empty where none was left open. */
  private static final String FOLDER = "leaks";

  private static final Map<Path, JvmLeaks> BY_DIRECTORY = new HashMap<>();

  static {
    // Runs when the first test is to be judged so.
    Runtime.getRuntime().addShutdownHook(new Thread(JvmLeaks::tellAll, "tcpunit-leaks"));
  }

  private final LeftOpen left = LeftOpen.byJvm();
  private final JvmNote note;
  private final Duration settleTimeout;

  private JvmLeaks(Path directory, Duration settleTimeout) {
    this.note = JvmNote.in(directory, FOLDER);
    this.settleTimeout = settleTimeout;
    // What the build finds of a JVM that is killed.
    note.write(left.cannotTell("the JVM did not come to an end of its own"));
  }

  static synchronized LeftOpen of(CaptureSettings settings) {
    return BY_DIRECTORY.computeIfAbsent(
            settings.directory(), directory -> new JvmLeaks(directory, settings.settleTimeout()))
        .left;
  }

  private static synchronized void tellAll() {
    BY_DIRECTORY.values().forEach(JvmLeaks::tell);
  }

  /** Other hooks run at the same time: they may take until the settle time-out to close theirs. */
  private void tell() {
    String open = open();
    note.write(open);
    if (!open.isEmpty()) {
      System.err.append("TcpUnit: " + open + "\n").flush();
    }
  }

  private String open() {
    try {
      return left.stillOpen(settleTimeout).orElse("");
    } catch (LinuxException | UncheckedIOException e) {
      return left.cannotTell(e.getMessage());
    }
  }
}
