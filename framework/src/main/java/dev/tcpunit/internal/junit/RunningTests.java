package dev.tcpunit.internal.junit;

import java.util.HashSet;
import java.util.Set;

/**
 * The tests that are captured now. A JVM that is ended while one of them runs, by SIGTERM or an
 * exit of its own, leaves the capture of that test: mostly it hung, and nothing else tells why.
 */
final class RunningTests {
  private static final Set<CaptureSession> RUNNING = new HashSet<>();

  static {
    // Runs when the first test is captured.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(RunningTests::leaveCaptures, "tcpunit-running-tests"));
  }

  private RunningTests() {}

  static synchronized void add(CaptureSession session) {
    RUNNING.add(session);
  }

  /** Waits while the test's capture is being left: its frames are let go of only then. */
  static synchronized void remove(CaptureSession session) {
    RUNNING.remove(session);
  }

  private static synchronized void leaveCaptures() {
    RUNNING.forEach(CaptureSession::leaveUnfinished);
  }
}
