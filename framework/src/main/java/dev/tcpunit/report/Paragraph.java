package dev.tcpunit.report;

import dev.tcpunit.internal.notation.LineWrap;
import java.io.PrintWriter;

/** Text broken between words, its further lines set in. */
final class Paragraph {
  static final int WIDTH = LineWrap.WIDTH;

  private Paragraph() {}

  /** Prints a start as it is, and a text after it, whose further lines stand below its first. */
  static void print(String start, int indent, String text, PrintWriter out) {
    LineWrap.of(start, indent, text).lines().forEach(out::println);
  }
}
