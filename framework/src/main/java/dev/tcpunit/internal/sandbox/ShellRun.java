package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A shell script's exit status and words, with a bound on the time it may take.
 *
 * @param status the exit status, or {@link #NO_ANSWER}
 * @param output standard output
 * @param errors standard error
 */
record ShellRun(int status, String output, String errors) {
  static final int NO_ANSWER = -1;
  private static final long LIMIT_SECONDS = 4;

  static ShellRun of(String script) {
    try {
      Process process = new ProcessBuilder("/bin/sh", "-c", script).start();
      process.getOutputStream().close();
      CompletableFuture<String> output = reading(process.getInputStream());
      CompletableFuture<String> errors = reading(process.getErrorStream());
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new ShellRun(NO_ANSWER, "", "no answer within " + LIMIT_SECONDS + " s");
      }
      return new ShellRun(process.exitValue(), output.join(), errors.join());
    } catch (IOException e) {
      return new ShellRun(NO_ANSWER, "", "/bin/sh cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ShellRun(NO_ANSWER, "", "interrupted");
    }
  }

  boolean failed() {
    return status != 0;
  }

  /** The last line of standard error, which names the cause, or the status where there is none. */
  String complaint() {
    return errors
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(String::strip)
        .orElse("exit status " + status);
  }

  /** What follows the word in the lines of standard output that begin with it. */
  List<String> linesAfter(String word) {
    return output
        .lines()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()))
        .toList();
  }

  private static CompletableFuture<String> reading(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
