package dev.tcpunit.internal.junit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tests that are captured now. A JVM that is ended while one of them runs, by SIGTERM or an
 * exit of its own, leaves the capture of that test: mostly it hung, and nothing else tells why.
 */
final class RunningTests {
  private static final Set<CaptureSession> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // Runs when the first test is captured.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(RunningTests::leaveCaptures, "tcpunit-running-tests"));
  }

  private RunningTests() {}

  static void add(CaptureSession session) {
    RUNNING.add(session);
  }

  static void remove(CaptureSession session) {
    RUNNING.remove(session);
  }

  private static void leaveCaptures() {
    RUNNING.forEach(CaptureSession::leaveUnfinished);
  }
}
