package dev.tcpunit.internal.fork;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A child JVM as the one that started it sees it. */
final class ChildJvm {
  /** From the end of the requests on; the child's own watchdog is faster. */
  private static final long END_SECONDS = 5;

  private static final long IDLE_SECONDS = 20;
  private static final int SIGNALS = 128;

  private final Process process;
  private final DataOutputStream requests;
  private final ErrorTail errors;
  private final Map<Integer, ClassRun> runs = new ConcurrentHashMap<>();
  private final CountDownLatch heard = new CountDownLatch(1);
  private int asked;
  private boolean ended;

  private ChildJvm(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.errors = ErrorTail.of(process.getErrorStream());
  }

  /** Starts one, which then waits for requests. */
  static ChildJvm start(ChildStart start) throws IOException {
    String word = UUID.randomUUID().toString();
    ChildJvm child = new ChildJvm(start.start(word));
    Thread reader = new Thread(() -> child.read(word), "TcpUnit events");
    reader.setDaemon(true);
    reader.start();
    // What ends the process need not end the stream: another may have inherited it.
    child.process.onExit().thenRun(() -> child.loseAfter(reader));
    child.awaitFirstWord();
    return child;
  }

  /** A shell may be reading before, and would take the requests for its own. */
  private void awaitFirstWord() throws IOException {
    try {
      heard.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new InterruptedIOException("interrupted while another JVM was started");
    }
  }

  /** Asks for a run; false where the child has ended. */
  synchronized boolean begin(ClassRun run, RunRequest request) {
    if (ended) {
      return false;
    }
    asked++;
    if (runs.isEmpty()) {
      errors.forget();
    }
    runs.put(asked, run);
    try {
      new Frame(Frame.Type.RUN, asked, request.toBytes()).write(requests);
      return true;
    } catch (IOException e) {
      runs.remove(asked);
      ended = true;
      return false;
    }
  }

  /** Ends the child some time after its last run, lest it stays where no other comes. */
  synchronized void over(ClassRun run) {
    runs.values().remove(run);
    int before = asked;
    CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS)
        .execute(
            () -> {
              if (endsIdleSince(before)) {
                end();
              }
            });
  }

  private synchronized boolean endsIdleSince(int run) {
    boolean idle = asked == run && runs.isEmpty() && !ended;
    ended |= idle;
    return idle;
  }

  private void read(String word) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      skipTo(word.getBytes(StandardCharsets.US_ASCII), in);
      heard.countDown();
      while (true) {
        Frame frame = Frame.read(in);
        ClassRun run = runs.get(frame.run());
        if (run != null) {
          run.tell(frame);
        } else if (frame.type() == Frame.Type.OUTPUT) {
          // Of threads that are left from tests that are over.
          StandardStreams.print(new FieldReader(frame.body()));
        }
      }
    } catch (IOException e) {
      // It has ended, or been ended.
      loseAll();
    }
  }

  /** Whatever starts the child may greet, warn or complain before. */
  private static void skipTo(byte[] word, DataInputStream in) throws IOException {
    int matched = 0;
    while (matched < word.length) {
      byte next = in.readByte();
      matched = next == word[matched] ? matched + 1 : next == word[0] ? 1 : 0;
    }
  }

  private void loseAfter(Thread reader) {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loseAll();
  }

  private synchronized void loseAll() {
    heard.countDown();
    ended = true;
    runs.values().forEach(ClassRun::lose);
    runs.clear();
  }

  /** Lets it end by itself, waits for that, and ends it where it does not. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
      ended = true;
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** Ends it at once. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What there is to say of its end, in a test or between tests. */
  String lastWords(boolean inTest) {
    String when = inTest ? " while this test ran" : "";
    String how = "%s. It was killed, crashed, or something in it called System.exit or halt.";
    return "the JVM behind the wall, in which this class runs, ended"
        + when
        + how.formatted(status())
        + errors.text();
  }

  private String status() {
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return ", or only its events did";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
    int status = process.exitValue();
    return status > SIGNALS ? " by signal " + (status - SIGNALS) : " with exit status " + status;
  }
}
