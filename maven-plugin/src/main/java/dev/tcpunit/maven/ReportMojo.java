package dev.tcpunit.maven;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.report.TextReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what all captures of this module hold to one text file: the connections of each, with
 * every segment. In a build of several modules, also one index of the pages of all their tests.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends TcpUnitMojo {
  /** Where the capture files are, in folders or not. */
  @Parameter(property = "tcpunit.captures", defaultValue = "${project.build.directory}/tcpunit")
  private File captures;

  /** The file to which the report is written. */
  @Parameter(
      property = "tcpunit.reportFile",
      defaultValue = "${project.build.directory}/tcpunit/report.txt")
  private File reportFile;

  @Override
  void run() throws MojoExecutionException {
    try {
      List<Path> files = CaptureFiles.in(captures.toPath());
      write(files);
      warnOfSkippedTests(captures);
      if (files.isEmpty()) {
        noTestRan().ifPresent(getLog()::warn);
      }
      getLog().info("Report of %d captures: %s".formatted(files.size(), reportFile));
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + reportFile + ": " + e.getMessage(), e);
    }
    writeIndexOfModules();
  }

  /** Each module writes it of all that is there, so that it is whole with the last. */
  private void writeIndexOfModules() throws MojoExecutionException {
    ModulePages pages = new ModulePages(session().getProjects(), session().getTopLevelProject());
    try {
      pages.writeIndex().ifPresent(index -> getLog().info("Pages of all modules: " + index));
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write the index of pages: " + e.getMessage(), e);
    }
  }

  private void write(List<Path> files) throws IOException {
    Path target = reportFile.toPath();
    try (PrintWriter out = new PrintWriter(PrivateFiles.overwriteText(target))) {
      for (Path file : files) {
        new TextReport().withSegments().write(Traces.read(file), out);
        out.println();
      }
      if (out.checkError()) {
        throw new IOException("not all of it could be written: is there room?");
      }
    }
  }
}
