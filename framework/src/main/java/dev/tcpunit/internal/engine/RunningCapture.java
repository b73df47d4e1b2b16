package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A capture on a thread of its own. That thread also frees the source, so that no freed memory is
 * read.
 */
public final class RunningCapture implements LiveCapture {
  /**
   * How long closing waits for a busy handler; the thread ends later then, when the handler
   * returns.
   */
  private static final long CLOSE_MILLIS = 60;

  private final String subject;
  private final FrameSource source;
  private final FrameHandler handler;
  private final Thread thread;
  private final AtomicLong delivered = new AtomicLong();
  private final Object sourceLock = new Object();
  private boolean sourceClosed;
  private long lastDropped;
  private volatile boolean closing;
  private volatile CaptureException failure;

  private RunningCapture(String subject, FrameSource source, FrameHandler handler) {
    this.subject = subject;
    this.source = source;
    this.handler = handler;
    this.thread = new Thread(this::run, "tcpunit " + subject);
    thread.setDaemon(true);
  }

  /**
   * Starts to deliver a source's frames; closing the capture closes the source.
   *
   * @param subject names the capture in the thread's name and in errors, such as {@code afpacket on
   *     lo}
   */
  public static LiveCapture start(String subject, FrameSource source, FrameHandler handler) {
    RunningCapture capture = new RunningCapture(subject, source, handler);
    try {
      capture.thread.start();
    } catch (OutOfMemoryError noThread) {
      source.close();
      throw noThread;
    }
    return capture;
  }

  private void run() {
    try {
      source.deliverTo(this::deliver);
    } catch (CaptureException e) {
      fail(e);
    } catch (Throwable e) {
      fail(
          new CaptureException(
              Reason.FAILED,
              subject,
              "the frame handler threw " + e,
              "This is an error of the handler; see the cause",
              e));
    } finally {
      closeSource();
    }
  }

  private boolean deliver(CapturedFrame frame) {
    if (closing) {
      return false;
    }
    delivered.lazySet(delivered.getPlain() + 1);
    handler.onFrame(frame);
    return true;
  }

  private void fail(CaptureException e) {
    if (!closing) {
      failure = e;
    }
  }

  private void closeSource() {
    synchronized (sourceLock) {
      try {
        lastDropped = source.dropped();
      } finally {
        sourceClosed = true;
        source.close();
      }
    }
  }

  @Override
  public CaptureStatistics statistics() {
    synchronized (sourceLock) {
      if (!sourceClosed) {
        lastDropped = source.dropped();
      }
      return new CaptureStatistics(delivered.get(), lastDropped);
    }
  }

  /** As {@link FrameSource#countsAtOnce} of the source. */
  public static boolean countsAtOnce(LiveCapture capture) {
    return capture instanceof RunningCapture running && running.source.countsAtOnce();
  }

  @Override
  public Optional<CaptureException> failure() {
    CaptureException ended = failure;
    return ended == null && !closing ? source.standstill() : Optional.ofNullable(ended);
  }

  @Override
  public void close() {
    closing = true;
    source.stop();
    if (Thread.currentThread() != thread) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return subject;
  }
}
