package dev.tcpunit.maven;

import java.io.PrintStream;

/** Results, as opposed to the log: they are there with {@code mvn -q} too, to be piped on. */
final class StandardOutput {
  private StandardOutput() {}

  static void println(String line) {
    // Looked up each time, since Maven replaces it.
    PrintStream out = System.out;
    out.println(line);
  }
}
