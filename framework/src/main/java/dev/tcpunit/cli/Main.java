package dev.tcpunit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The program {@code java -jar tcpunit-standalone.jar}. Exit status: 0 all was read, 1 an input
 * could not be read to its end, 2 wrong usage, 3 an assertion is violated, 4 it cannot be told, 141
 * who reads the result has left.
 *
 * <p>Where the arguments are plain nothing of the parser is loaded, not even by the verification of
 * this class: opening the jar for it would cost as much as all else that a small capture does.
 */
public final class Main {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int VIOLATED = 3;
  static final int CANNOT_TELL = 4;

  /** As a shell says of a program that SIGPIPE has ended. */
  static final int LEFT = 141;

  private Main() {}

  /**
   * Runs the command line and ends the JVM with its exit status.
   *
   * @param arguments as the shell gave them
   */
  public static void main(String... arguments) {
    PrintWriter err = new PrintWriter(System.err, true);
    Outlet outlet = new Outlet(new FileOutputStream(FileDescriptor.out));
    PrintStream out = outlet.stream();
    int status = run(System.in, out, err, arguments);
    out.flush();
    System.exit(outlet.hasFailed() ? cutShort(outlet, status, err) : status);
  }

  /** Half a result looks like a whole one: says so, but not where its reader wanted no more. */
  static int cutShort(Outlet outlet, int status, PrintWriter err) {
    if (outlet.isLeft()) {
      return status == OK ? LEFT : status;
    }
    err.println(
        "tcpunit: not all of the result could be written to standard output: is there room, and"
            + " does somebody read it to its end?");
    return FAILED;
  }

  static int run(InputStream in, OutputStream out, PrintWriter err, String... arguments) {
    Optional<PlainArguments> plain = PlainArguments.of(arguments);
    return plain.isPresent()
        ? Analysis.of(plain.get().format()).run(plain.get().files(), in, out, err)
        : TcpunitCommand.run(in, out, err, arguments);
  }
}
