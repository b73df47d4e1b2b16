package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.net.ChecksumStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Keeps copies of what an engine delivered, and waits for it. */
final class CapturedFrames implements FrameHandler {
  private static final long WAIT_SECONDS = 10;

  /** A copy of one frame. */
  record Frame(
      byte[] bytes, int originalLength, long timeNanos, int linkType, ChecksumStatus checksum) {
    @Override
    public String toString() {
      return originalLength + " bytes at " + timeNanos + ": " + HexFormat.of().formatHex(bytes);
    }

    /** Whether the bytes end in this text. */
    boolean endsWith(String text) {
      return text(0).endsWith(text);
    }

    /** The bytes from an offset on as text. */
    String text(int offset) {
      return new String(bytes, offset, bytes.length - offset, StandardCharsets.ISO_8859_1);
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

  /** What follows the headers of each frame. */
  List<String> texts(int headerBytes) {
    return all().stream().map(frame -> frame.text(headerBytes)).toList();
  }

  /** The frames that hold a text. */
  List<Frame> containing(String text) {
    return all().stream().filter(frame -> frame.text(0).contains(text)).toList();
  }

  /** Returns when all that was sent before has been delivered. */
  void drain(Datagrams datagrams) throws Exception {
    String unique = "marker " + System.nanoTime();
    datagrams.send(unique);
    await(frame -> frame.endsWith(unique));
  }

  /** Sends until something of it has been delivered, for a program that starts as it likes. */
  void drainRepeatedly(Datagrams datagrams) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (all().isEmpty() && System.nanoTime() < deadline) {
      datagrams.send("is anybody there?");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    drain(datagrams);
  }

  /** Waits until a frame is there; fails, saying what there is, if none comes. */
  Frame await(Predicate<Frame> wanted) throws InterruptedException {
    return awaitCount(wanted, 1);
  }

  /** Waits until so many frames are there. */
  Frame awaitCount(Predicate<Frame> wanted, int count) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    lock.lock();
    try {
      int found = 0;
      for (int next = 0; ; ) {
        for (; next < frames.size(); next++) {
          if (wanted.test(frames.get(next)) && ++found == count) {
            return frames.get(next);
          }
        }
        if (left <= 0) {
          throw new AssertionError(
              found + " of " + count + " among the " + frames.size() + " frames captured");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
