package dev.tcpunit.maven;

import static java.util.Objects.requireNonNullElse;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.report.TextReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * Writes what all captures of this module hold to one text file: the connections of each, with
 * every segment. In a build of several modules, also one index of the pages of all their tests.
 *
 * <p>Named under {@code reporting}, it puts the pages of this module's tests, and of those of the
 * modules below it, into the site.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends TcpUnitMojo implements MavenReport {
  private static final String FOLDER_IN_SITE = "tcpunit";

  /** Where the capture files are, in folders or not. */
  @Parameter(property = "tcpunit.captures", defaultValue = "${project.build.directory}/tcpunit")
  private File captures;

  /** The file to which the report is written. */
  @Parameter(
      property = "tcpunit.reportFile",
      defaultValue = "${project.build.directory}/tcpunit/report.txt")
  private File reportFile;

  /** Where the site lies into which the pages are put. */
  @Parameter(
      defaultValue = "${project.reporting.outputDirectory}",
      readonly = true,
      required = true)
  private File reportOutputDirectory;

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
    ModulePages pages = new ModulePages(session().getProjects());
    try {
      pages
          .writeIndex(session().getTopLevelProject())
          .ifPresent(index -> getLog().info("Pages of all modules: " + index));
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

  @Override
  public boolean canGenerateReport() throws MavenReportException {
    try {
      return !isSkipped() && pagesOfSite().areThere();
    } catch (IOException e) {
      throw new MavenReportException("cannot read the pages of tests: " + e.getMessage(), e);
    }
  }

  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    try {
      pagesOfSite().copyTo(reportOutputDirectory.toPath().resolve(FOLDER_IN_SITE));
    } catch (IOException e) {
      throw new MavenReportException("cannot put pages into the site: " + e.getMessage(), e);
    }
  }

  /** This module's, and of a module that has others those of all of them. */
  private ModulePages pagesOfSite() {
    MavenProject project = session().getCurrentProject();
    List<MavenProject> modules = new ArrayList<>(List.of(project));
    modules.addAll(requireNonNullElse(project.getCollectedProjects(), List.of()));
    return new ModulePages(modules);
  }

  /** It brings pages of its own, which the site leads to. */
  @Override
  public boolean isExternalReport() {
    return true;
  }

  /** Deprecated for a path, for which the interface still asks here. */
  @Override
  @SuppressWarnings("deprecation")
  public String getOutputName() {
    return FOLDER_IN_SITE + "/index";
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Captured tests";
  }

  @Override
  public String getDescription(Locale locale) {
    return "What tests did on the wire: what broke, how it happened, every segment.";
  }

  @Override
  public void setReportOutputDirectory(File folder) {
    reportOutputDirectory = folder;
  }

  @Override
  public File getReportOutputDirectory() {
    return reportOutputDirectory;
  }
}
