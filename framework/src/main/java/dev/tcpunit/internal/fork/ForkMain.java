package dev.tcpunit.internal.fork;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The child JVM: runs what it is asked for until the stream of requests ends, which it does at the
 * latest with the JVM that asks.
 *
 * <p>The shell that starts it has put the stream of events on descriptor 3 and that of requests on
 * 4. So whatever is printed to the standard streams, by whomever, is not among the events.
 */
public final class ForkMain {
  private static final int EVENTS = 3;
  private static final int REQUESTS = 4;

  /** How long hooks may take at the end, after which threads that hold it up are left. */
  private static final long END_MILLIS = 4_000;

  /** The main thread takes the next run, unless it is busy with another. */
  private static final long HAND_OVER_MILLIS = 20;

  /** As a shell says of a process that was killed. */
  private static final int KILLED = 137;

  private static volatile boolean started;

  private final Optional<Path> folder;
  private final EventSender events;
  private final ForkLauncher launcher;
  private final SynchronousQueue<Frame> forMain = new SynchronousQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  private ForkMain(EventSender events, Optional<Path> folder) {
    this.folder = folder;
    this.events = events;
    this.launcher = new ForkLauncher(events);
  }

  /**
   * Whether this JVM is a child, in which nothing is swapped. A property or a variable would be
   * passed on to JVMs that its tests start.
   */
  static boolean isThisJvm() {
    return started;
  }

  /**
   * Runs tests until there are no more requests.
   *
   * @param args the word that the stream of events begins with; if there is one, the folder that
   *     this JVM was started from
   * @throws IOException if the streams are not there
   */
  public static void main(String[] args) throws IOException {
    started = true;
    OutputStream out = new BufferedOutputStream(InheritedDescriptor.output(EVENTS));
    out.write(args[0].getBytes(StandardCharsets.US_ASCII));
    out.flush();
    EventSender events = new EventSender(new DataOutputStream(out));
    FramedOutput.redirect(events);
    InputStream in = new BufferedInputStream(InheritedDescriptor.input(REQUESTS));
    Optional<Path> folder = Arrays.stream(args).skip(1).findFirst().map(Path::of);
    new ForkMain(events, folder).run(new DataInputStream(in));
  }

  private void run(DataInputStream requests) {
    Thread reader = new Thread(() -> read(requests), "TcpUnit requests");
    reader.setDaemon(true);
    reader.start();
    try {
      while (true) {
        run(forMain.take());
      }
    } catch (InterruptedException e) {
      // A test has interrupted the thread of all tests after its own end; others do the work.
      Thread.currentThread().interrupt();
    }
  }

  private void read(DataInputStream requests) {
    try {
      while (true) {
        Frame request = Frame.read(requests);
        running.incrementAndGet();
        if (!forMain.offer(request, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS)) {
          new Thread(() -> run(request), "TcpUnit run " + request.run()).start();
        }
      }
    } catch (IOException | InterruptedException e) {
      end(running.get() == 0 ? 0 : KILLED);
    }
  }

  private void run(Frame request) {
    FieldWriter result = launcher.run(request);
    // First: whoever hears of the end may end this JVM.
    running.decrementAndGet();
    events.send(Frame.Type.DONE, request.run(), result);
  }

  /** An ordinary end, in which agents write what they have; nobody is left to wait for longer. */
  private void end(int status) {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(END_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(status);
            },
            "TcpUnit end");
    watchdog.setDaemon(true);
    watchdog.start();
    if (status == 0) {
      launcher.close();
    } else {
      // Whoever made it was killed.
      folder.ifPresent(PrivateLauncher::delete);
    }
    System.exit(status);
  }
}
