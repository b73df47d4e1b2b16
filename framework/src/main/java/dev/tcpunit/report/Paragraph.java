package dev.tcpunit.report;

import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.Printable;
import java.io.PrintWriter;

/** Text broken between words, its further lines set in. */
final class Paragraph {
  static final int WIDTH = LineWrap.WIDTH;

  private Paragraph() {}

  /**
   * Prints a start as it is, and a text after it, whose further lines stand below its first. What a
   * terminal would obey is written out: the text may quote a line of a file.
   */
  static void print(String start, int indent, String text, PrintWriter out) {
    LineWrap.of(start, indent, Printable.of(text)).lines().forEach(out::println);
  }
}
