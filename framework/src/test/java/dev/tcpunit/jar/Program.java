package dev.tcpunit.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, and what it wrote. */
record Program(int status, String out, String err) {
  /** Runs a command with more environment, and none of the user's home, in files of a folder. */
  static Program run(
      Path folder, byte[] input, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException ignored) {
      // A program that reads no input may have ended before it was written.
    }
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String written = Files.readString(out) + Files.readString(err);
    assertThat(ended).as("ended: " + written).isTrue();
    return new Program(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
