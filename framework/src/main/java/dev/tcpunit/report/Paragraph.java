package dev.tcpunit.report;

import java.io.PrintWriter;

/** Text broken between words, its further lines set in. */
final class Paragraph {
  static final int WIDTH = 100;

  private Paragraph() {}

  /** Prints a start as it is, and a text after it, whose further lines stand below its first. */
  static void print(String start, int indent, String text, PrintWriter out) {
    StringBuilder line = new StringBuilder(start);
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH && line.length() > indent) {
        out.println(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(indent));
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
