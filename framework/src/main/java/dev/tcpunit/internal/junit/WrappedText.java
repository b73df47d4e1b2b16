package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.Printable;

/** Lines that are put together one by one, each broken where it is too long. */
final class WrappedText {
  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a line; what does not fit goes on below it, set in further. What a terminal would obey is
   * written out: a host or a file may be named so.
   */
  WrappedText add(String indent, String line, String hanging) {
    String lines = LineWrap.of(indent, indent.length() + hanging.length(), Printable.of(line));
    text.append(lines.stripTrailing()).append('\n');
    return this;
  }

  /** The lines, each with its end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
