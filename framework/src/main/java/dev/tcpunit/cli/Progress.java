package dev.tcpunit.cli;

import dev.tcpunit.internal.notation.Printable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows on a terminal how much of a file has been read, once it takes long enough to wonder. */
final class Progress extends FilterInputStream {
  private static final long FIRST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long THEN_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MEGABYTE = 1_000_000;

  private final String name;
  private final long size;
  private final PrintWriter terminal;
  private final LongSupplier clock;
  private long nextNanos;
  private long read;
  private int shown;

  Progress(InputStream in, String name, long size, PrintWriter terminal, LongSupplier clock) {
    super(in);
    this.name = Printable.of(name);
    this.size = size;
    this.terminal = terminal;
    this.clock = clock;
    nextNanos = clock.getAsLong() + FIRST_AFTER_NANOS;
  }

  /** Watches a file's stream if somebody is there to see it. */
  static InputStream over(InputStream in, Path file, PrintWriter err) throws IOException {
    return Terminal.isThere()
        ? new Progress(in, file.toString(), Files.size(file), err, System::nanoTime)
        : in;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    read += Math.max(0, count);
    if (clock.getAsLong() - nextNanos >= 0) {
      show(String.format("%s: %,d of %,d MB", name, read / MEGABYTE, size / MEGABYTE));
      nextNanos = clock.getAsLong() + THEN_EVERY_NANOS;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    if (shown > 0) {
      show("");
      terminal.print('\r');
      terminal.flush();
    }
    super.close();
  }

  private void show(String text) {
    terminal.print('\r' + text + " ".repeat(Math.max(0, shown - text.length())));
    terminal.flush();
    shown = text.length();
  }
}
