package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.net.ChecksumStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Keeps copies of what an engine delivered, and waits for it. */
final class CapturedFrames implements FrameHandler {
  private static final long WAIT_SECONDS = 10;

  /** A copy of one frame. */
  record Frame(
      byte[] bytes, int originalLength, long timeNanos, int linkType, ChecksumStatus checksum) {
    /** Whether the bytes end in this text. */
    boolean endsWith(String text) {
      return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).endsWith(text);
    }
  }

  private final List<Frame> frames = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @Override
  public void onFrame(CapturedFrame frame) {
    byte[] bytes =
        Arrays.copyOfRange(frame.buffer(), frame.offset(), frame.offset() + frame.capturedLength());
    lock.lock();
    try {
      frames.add(
          new Frame(
              bytes,
              frame.originalLength(),
              frame.timeNanos(),
              frame.linkType(),
              frame.checksumStatus()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Frame> all() {
    lock.lock();
    try {
      return List.copyOf(frames);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a frame is there; fails, saying what there is, if none comes. */
  Frame await(Predicate<Frame> wanted) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    lock.lock();
    try {
      int seen = 0;
      while (true) {
        for (; seen < frames.size(); seen++) {
          if (wanted.test(frames.get(seen))) {
            return frames.get(seen);
          }
        }
        if (left <= 0) {
          throw new AssertionError("not among the " + frames.size() + " frames captured");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
