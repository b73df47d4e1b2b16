package dev.tcpunit.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** Where a result goes: remembers why it went no further, which {@link PrintStream} does not. */
final class Outlet extends FilterOutputStream {
  private IOException failure;

  Outlet(OutputStream out) {
    super(out);
  }

  /** Takes the result: what fails is asked for afterwards. */
  PrintStream stream() {
    return new PrintStream(new BufferedOutputStream(this));
  }

  boolean hasFailed() {
    return failure != null;
  }

  /** Whether its reader has seen enough, as {@code head} has after ten lines. */
  boolean isLeft() {
    return hasFailed()
        && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
