package dev.tcpunit.internal.engine.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells when a capture file's header has come through a stream: the program then captures. The
 * header was a good one if the reader asks for more after it.
 */
final class HeaderWatch extends FilterInputStream {
  /** The length of pcap's header; pcapng's is longer, and written in one go with what follows. */
  private static final int HEADER_BYTES = 24;

  private final CountDownLatch settled = new CountDownLatch(1);
  private long seen;
  private volatile boolean taken;

  HeaderWatch(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    look();
    int value = super.read();
    seen += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    look();
    int count = super.read(target, offset, length);
    seen += Math.max(0, count);
    return count;
  }

  private void look() {
    if (!taken && seen >= HEADER_BYTES) {
      taken = true;
      settled.countDown();
    }
  }

  /** Ends the waiting: the reader asks for nothing more. */
  void end() {
    settled.countDown();
  }

  /** Waits until the header has come or cannot come any more; returns whether it has. */
  boolean awaitHeader(long seconds) throws InterruptedException {
    return settled.await(seconds, TimeUnit.SECONDS) && taken;
  }
}
