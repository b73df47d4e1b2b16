package dev.tcpunit.internal.fork;

import java.io.PrintStream;

/** Prints what the child printed, on the stream that it was printed on. */
final class StandardStreams {
  private StandardStreams() {}

  static void print(FieldReader body) {
    PrintStream stream = body.flag() ? System.err : System.out;
    byte[] printed = body.bytes();
    stream.write(printed, 0, printed.length);
    stream.flush();
  }
}
