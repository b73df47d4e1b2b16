package dev.tcpunit.internal.door;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The JDK's debugger, as somebody types into it. */
public final class Jdb implements AutoCloseable {
  private final Process process;
  private final PrintStream commands;

  private Jdb(String... arguments) throws IOException {
    Requires.tool("jdb");
    List<String> command = new ArrayList<>(List.of("jdb"));
    ShortLivedJvm.OPTIONS.forEach(option -> command.add("-J" + option));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Goes to a JVM that listens. */
  public static Jdb attach(int port) throws IOException {
    return new Jdb("-attach", "localhost:" + port);
  }

  /** Listens for a JVM. */
  public static Jdb listen(int port) throws IOException {
    return new Jdb("-listen", "" + port);
  }

  public Jdb type(String command) {
    commands.println(command);
    return this;
  }

  /** Waits until it has said that. */
  public Jdb await(String text) throws IOException {
    await(process.inputReader(StandardCharsets.UTF_8), text);
    return this;
  }

  /**
   * Reads until something was said.
   *
   * @return what was said until then
   * @throws IOException if it ends before
   */
  public static String await(Reader reader, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      int next = reader.read();
      if (next < 0) {
        throw new IOException("not said: " + text + "\nbut:\n" + said);
      }
      said.append((char) next);
    }
    return said.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
