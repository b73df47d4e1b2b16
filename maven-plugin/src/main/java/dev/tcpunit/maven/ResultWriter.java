package dev.tcpunit.maven;

import dev.tcpunit.internal.file.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** Where results go, as opposed to the log: to a file, or to standard output with mvn -q too. */
final class ResultWriter {
  private final File file;

  /**
   * Makes a writer.
   *
   * @param file the file, or null for standard output
   */
  ResultWriter(File file) {
    this.file = file;
  }

  void write(List<String> lines) throws MojoExecutionException {
    if (file == null) {
      // Looked up each time, since Maven replaces it.
      PrintStream out = System.out;
      lines.forEach(out::println);
      return;
    }
    try (Writer out = PrivateFiles.overwriteText(file.toPath())) {
      for (String line : lines) {
        out.append(line).append(System.lineSeparator());
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + file, e);
    }
  }
}
