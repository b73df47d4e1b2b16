package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.sandbox.SandboxLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child is started: by the launcher of a private network, with this JVM's options and the
 * class path of its tests.
 *
 * @param launcher the shell script that stands in for {@code java}
 * @param arguments what it is given
 * @param debugger the one among them by which it has a debugger; else empty
 */
record ChildCommand(Path launcher, List<String> arguments, String debugger) implements ChildStart {

  static ChildCommand of(Path launcher, Class<?> test) {
    JvmOptions options = JvmOptions.ofThisJvm();
    List<String> arguments = new ArrayList<>(options.forChild(test));
    String debugger = options.debugger();
    if (!debugger.isEmpty()) {
      arguments.add(debugger);
    }
    arguments.add("-cp");
    arguments.add(ChildClassPath.of(test));
    arguments.add(ForkMain.class.getName());
    return new ChildCommand(launcher, List.copyOf(arguments), debugger);
  }

  @Override
  public Process start(String word) throws IOException {
    // A class path may be longer than one argument may be.
    Path folder = launcher.getParent().getParent();
    Path file = Files.createTempFile(folder, "child", ".args");
    Files.write(file, arguments.stream().map(ChildCommand::quoted).toList(), charset());
    // The folder may lie where nothing can be executed, so the shell reads the script.
    ProcessBuilder child =
        new ProcessBuilder("/bin/sh", launcher.toString(), "@" + file, word, folder.toString());
    JvmOptions.VARIABLES.forEach(child.environment()::remove);
    // The launcher, which lets the debugger in, does not read the file.
    child.environment().put(SandboxLauncher.DEBUGGER_VARIABLE, debugger);
    ChildDebugger.leavePort(debugger);
    return child.start();
  }

  /** As the {@code java} launcher reads its argument files (see its manual). */
  private static String quoted(String argument) {
    return '"'
        + argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\f", "\\f")
        + '"';
  }

  private static Charset charset() {
    String name = System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException("this JVM's files are named in " + name, e));
    }
  }
}
