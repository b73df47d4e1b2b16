package dev.tcpunit.internal.observe;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.internal.live.FileCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The capture of a JVM whose tests are observed, one whatever the number of its test plans: runners
 * that hand classes over one by one make a plan of each. It ends with the JVM.
 */
final class SuiteCapture {
  private static final Map<Path, SuiteCapture> RUNNING = new ConcurrentHashMap<>();

  private final Path file;
  private final FileCapture capture;
  private final ObservedTests.Log log;
  private final EarlyJudge judge;
  private int openPlans;
  private boolean told;

  private SuiteCapture(Path file, FileCapture capture, ObservedTests.Log log) {
    this.file = file;
    this.capture = capture;
    this.log = log;
    judge = EarlyJudge.start(file, capture);
  }

  /** Makes the capture of a request for a file in the folder. */
  interface Starter {
    FileCapture start(Path file) throws CaptureException, IOException, InterruptedException;
  }

  /** The capture of this JVM; begins it where it does not run yet. */
  static SuiteCapture in(Path folder, Starter starter)
      throws CaptureException, IOException, InterruptedException {
    synchronized (RUNNING) {
      SuiteCapture running = RUNNING.get(folder);
      if (running == null) {
        running = begin(folder, starter);
        RUNNING.put(folder, running);
      }
      running.openPlans++;
      return running;
    }
  }

  private static SuiteCapture begin(Path folder, Starter starter)
      throws CaptureException, IOException, InterruptedException {
    PrivateFiles.createFolder(folder);
    String name = ProcessHandle.current().pid() + "-" + Instant.now().toEpochMilli() + ".pcapng";
    Path file = folder.resolve(name);
    FileCapture capture = starter.start(file);
    try {
      return new SuiteCapture(file, capture, new ObservedTests.Log(Observation.testsOf(file)));
    } catch (IOException e) {
      capture.close();
      throw e;
    }
  }

  ObservedTests.Log log() {
    return log;
  }

  Path file() {
    return file;
  }

  /**
   * Ends a plan.
   *
   * @return whether what was captured is to be told now: once, at the end of the first plan that is
   *     within no other. What several plans show together is told by who reads the files.
   */
  boolean endPlan() {
    synchronized (RUNNING) {
      openPlans--;
      boolean tell = openPlans == 0 && !told;
      told |= tell;
      return tell;
    }
  }

  /** What was captured until now. */
  Observation observed() throws CaptureException, IOException, InterruptedException {
    judge.close();
    capture.flush();
    Observation observation = new Observation();
    observation.add(file, judge.findings());
    return observation;
  }
}
