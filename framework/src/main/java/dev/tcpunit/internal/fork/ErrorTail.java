package dev.tcpunit.internal.fork;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;

/**
 * What a child writes to the standard error that it was started with, past {@code System.err}: the
 * JVM's own words and those of native code. Handed on, and the end of it kept.
 */
final class ErrorTail {
  private static final int KEPT = 2_000;
  private static final int AT_ONCE = 4_096;

  private final StringBuilder tail = new StringBuilder();
  private Thread reader;

  private ErrorTail() {}

  static ErrorTail of(InputStream in) {
    ErrorTail tail = new ErrorTail();
    tail.reader = new Thread(() -> tail.read(in), "TcpUnit errors");
    tail.reader.setDaemon(true);
    tail.reader.start();
    return tail;
  }

  private void read(InputStream in) {
    byte[] bytes = new byte[AT_ONCE];
    try (in) {
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        System.err.write(bytes, 0, length);
        System.err.flush();
        keep(new String(bytes, 0, length, Charset.defaultCharset()));
      }
    } catch (IOException e) {
      keep("");
    }
  }

  private synchronized void keep(String text) {
    tail.append(text);
    tail.delete(0, Math.max(0, tail.length() - KEPT));
  }

  /** What was written so far has nothing to do with what comes. */
  synchronized void forget() {
    tail.setLength(0);
  }

  /** Such as is worth showing below a sentence; empty where nothing was written. */
  String text() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      String text = tail.toString().strip();
      return text.isEmpty() ? "" : "\nIts last words on standard error:\n" + text;
    }
  }
}
