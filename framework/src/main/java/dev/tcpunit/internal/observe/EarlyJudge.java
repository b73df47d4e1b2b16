package dev.tcpunit.internal.observe;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Judges while the tests go on, on a core that they leave idle, what is in the capture so far: a
 * JVM that judges for the first time takes a second for it, for which the suite had to wait at its
 * end.
 */
final class EarlyJudge implements AutoCloseable {
  private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** Each reading begins at the beginning: all of them read five times the last at most. */
  private static final int PAUSES = 4;

  /** Larger captures are read at the end alone: the heap is that of the tests until then. */
  private static final long MOST_BYTES = 16 << 20;

  private final Path file;
  private final FileCapture capture;
  private final EarlyFindings findings = new EarlyFindings();
  private final CountDownLatch over = new CountDownLatch(1);

  private EarlyJudge(Path file, FileCapture capture) {
    this.file = file;
    this.capture = capture;
  }

  static EarlyJudge start(Path file, FileCapture capture) {
    EarlyJudge judge = new EarlyJudge(file, capture);
    Thread thread = new Thread(judge::run, "tcpunit observer");
    thread.setDaemon(true);
    thread.start();
    return judge;
  }

  private void run() {
    long start = System.nanoTime();
    try {
      long read = capture.handOn();
      while (!over.await(pause(System.nanoTime() - start), TimeUnit.NANOSECONDS)) {
        long size = capture.handOn();
        if (read < size && size <= MOST_BYTES) {
          judge((int) size);
          read = size;
        }
      }
    } catch (IOException e) {
      // It is read again, and told, when the tests are over.
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pause(long sinceStart) {
    return Math.max(SHORTEST_PAUSE, sinceStart / PAUSES);
  }

  private void judge(int size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream soFar = new ByteArrayInputStream(in.readNBytes(size));
      Trace trace = Traces.read(soFar, file.toString(), AnalysisOptions.SEGMENTS);
      findings.judge(trace, () -> over.getCount() == 0);
    }
  }

  /** What was found until now. */
  EarlyFindings findings() {
    return findings;
  }

  @Override
  public void close() {
    over.countDown();
  }
}
