package dev.tcpunit.internal.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of the tests in a JVM of its own, in the network of the calling thread. */
final class ChildJvm {
  private ChildJvm() {}

  /** The process, not yet started, with its errors among its output. */
  static ProcessBuilder of(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** What it printed, if it ended well. */
  static List<String> output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("exit status " + process.exitValue() + ": " + output);
    }
    // From JDK 24 on the JVM warns of native access in lines of its own.
    return output.lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING: ")).toList();
  }
}
