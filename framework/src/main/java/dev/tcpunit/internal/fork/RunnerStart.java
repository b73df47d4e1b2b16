package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.door.Doors;
import dev.tcpunit.internal.sandbox.RunnerScript;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Starts a child by a command of the user's, which leads a shell to where the child is to run: into
 * a container, to another machine, or to another file system. That shell is told by the channel
 * what to do, so that nothing need be quoted on the way or be short, and no file need be there but
 * the class path.
 *
 * @param command what is run here
 * @param script what the shell is told
 * @param options of the JVM there
 * @param paths where folders of this machine are found there
 */
record RunnerStart(List<String> command, RunnerScript script, List<String> options, PathMap paths)
    implements ChildStart {
  private static final Logger LOG = Logger.getLogger(RunnerStart.class.getName());

  /** A folder for passing files is another one on every machine. */
  private static final String TEMPORARY_FILES = "-Djava.io.tmpdir=";

  static RunnerStart of(ForkSettings.Runner runner, Class<?> test, ForkSettings settings) {
    PathMap paths = runner.paths();
    String classPath =
        Arrays.stream(ChildClassPath.of(test).split(File.pathSeparator))
            .map(paths::pathThere)
            .collect(Collectors.joining(":"));
    JvmOptions ofThisJvm = JvmOptions.ofThisJvm();
    List<String> options = new ArrayList<>(List.of(InheritedDescriptor.OPTION));
    ofThisJvm.forChild(test).stream()
        .filter(option -> !option.startsWith(TEMPORARY_FILES))
        .map(paths::there)
        .forEach(options::add);
    String directory = paths.pathThere(Path.of("").toAbsolutePath().toString());
    List<String> shut = shut(settings.doors(), ofThisJvm.debugger());
    RunnerScript script = new RunnerScript(directory, classPath, settings.sysctls(), shut);
    return new RunnerStart(runner.command(), script, List.copyOf(options), paths);
  }

  /** What asks for a door: the two sides of one have to be on one machine. */
  private static List<String> shut(Doors doors, String debugger) {
    List<String> shut = new ArrayList<>();
    if (!doors.forward().isEmpty()) {
      shut.add("tcpunit.forward=" + doors.forward());
    }
    if (!doors.expose().isEmpty()) {
      shut.add("tcpunit.expose=" + doors.expose());
    }
    if (!debugger.isEmpty()) {
      shut.add("a debugger");
    }
    return List.copyOf(shut);
  }

  @Override
  public Process start(String word) throws IOException {
    warning().ifPresent(System.err::println);
    Process process = start();
    String text = script.text(options, List.of(ForkMain.class.getName(), word));
    try {
      OutputStream channel = process.getOutputStream();
      channel.write(text.getBytes(StandardCharsets.UTF_8));
      channel.flush();
    } catch (IOException e) {
      LOG.fine(() -> command + " ended before it was told anything: " + e);
    }
    return process;
  }

  /** Said here too, once for each child: a debugger's user does not read reports first. */
  private Optional<String> warning() {
    return script.shut().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "TcpUnit: no door leads to where tcpunit.fork.runner runs the tests, as asked for by: "
                + String.join(", ", script.shut()));
  }

  private Process start() throws IOException {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IOException("setting tcpunit.fork.runner: " + e.getMessage(), e);
    }
  }

  @Override
  public String there(String text) {
    return paths.there(text);
  }

  @Override
  public String here(String path) {
    return paths.here(path);
  }
}
