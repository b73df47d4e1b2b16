package dev.tcpunit.internal.engine;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Sends datagrams over loopback until it is closed. */
final class Flood implements AutoCloseable {
  private static final int ENOUGH = 200;

  private final Datagrams datagrams = new Datagrams();
  private final AtomicLong sent = new AtomicLong();
  private final Semaphore progress = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "flood");
  private volatile boolean closed;

  Flood() throws IOException {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        datagrams.send("flood");
        if (sent.incrementAndGet() % ENOUGH == 0) {
          progress.release();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when a good many more have been sent. */
  void awaitMore() {
    progress.drainPermits();
    progress.acquireUninterruptibly();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    datagrams.close();
  }
}
