package dev.tcpunit.maven;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.suggest.SuggestedTest;
import dev.tcpunit.trace.Trace;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the Java test that holds in each of some captures of the same program. */
@Mojo(name = "suggest", requiresProject = false, threadSafe = true)
public final class SuggestMojo extends TcpUnitMojo {
  /** The captures, one of each run; the more there are, the better. */
  @Parameter(property = "tcpunit.files", required = true)
  private List<File> files;

  /** What the test class is called. */
  @Parameter(property = "tcpunit.className", defaultValue = "CapturedTest")
  private String className;

  /** The file to which the test is written; standard output, if none is named. */
  @Parameter(property = "tcpunit.outputFile")
  private File outputFile;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    List<Trace> traces = new ArrayList<>();
    for (File file : files) {
      traces.add(read(file));
    }
    try {
      String source = new SuggestedTest(traces).source(className);
      new ResultWriter(outputFile).write(source.lines().toList());
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(
          files.isEmpty()
              ? e.getMessage() + ": add -Dtcpunit.files=run-1.pcapng,run-2.pcapng"
              : e.getMessage(),
          e);
    }
  }

  private static Trace read(File file) throws MojoExecutionException {
    try {
      return Traces.read(file.toPath());
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
