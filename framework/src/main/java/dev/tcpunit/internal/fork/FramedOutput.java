package dev.tcpunit.internal.fork;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A standard stream of the child, sent as frames. It is never closed: a test that closes {@code
 * System.out} would else silence those after it.
 */
final class FramedOutput extends OutputStream {
  /** Which run a thread prints for; threads that tests start are those of the run at the time. */
  private static final InheritableThreadLocal<Integer> RUN = new InheritableThreadLocal<>();

  private static final AtomicInteger LATEST = new AtomicInteger();

  private final EventSender events;
  private final boolean error;

  private FramedOutput(EventSender events, boolean error) {
    this.events = events;
    this.error = error;
  }

  /** Has what is printed from now on sent. */
  static void redirect(EventSender events) {
    System.setOut(stream(new FramedOutput(events, false)));
    System.setErr(stream(new FramedOutput(events, true)));
  }

  private static PrintStream stream(FramedOutput output) {
    return new PrintStream(output, true, Charset.defaultCharset());
  }

  /** What this thread prints from now on belongs to the run. */
  static void printsFor(int run) {
    RUN.set(run);
    LATEST.set(run);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    byte[] printed = new byte[length];
    System.arraycopy(bytes, offset, printed, 0, length);
    Integer run = RUN.get();
    events.send(
        Frame.Type.OUTPUT,
        run == null ? LATEST.get() : run,
        new FieldWriter().flag(error).bytes(printed));
  }
}
