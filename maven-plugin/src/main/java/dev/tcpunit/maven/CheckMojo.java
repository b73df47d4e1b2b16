package dev.tcpunit.maven;

import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Judges every connection that the tests, or {@code start} and {@code stop}, have captured in this
 * module by rules, compares captures with their baselines, writes all verdicts to a file, and then
 * fails the build if one of them is bad; and if a test JVM has left connections open at its end,
 * where {@code tcpunit.leaks=fail-after-jvm} has that asked.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends TcpUnitMojo {
  /**
   * The rules, named as the assertions: {@code hasCleanFin}, {@code hasRttBelow(40ms)}, {@code
   * client(hasNoTinygrams)}.
   */
  @Parameter(property = "tcpunit.rules")
  private List<String> rules = List.of();

  /**
   * Whether to tell what was observed of a suite that may know nothing of TcpUnit; rules are not
   * needed then.
   */
  @Parameter(property = "tcpunit.observe", defaultValue = "false")
  private boolean observe;

  /** The file with the groups of observed findings that the project lives with. */
  @Parameter(
      property = "tcpunit.accepted",
      defaultValue = "${project.basedir}/src/test/tcpunit-accepted.txt")
  private File accepted;

  /** Whether a group of observed findings that is not accepted fails the build. */
  @Parameter(property = "tcpunit.failOnNewFindings", defaultValue = "false")
  private boolean failOnNewFindings;

  /**
   * The captures that are compared with the baselines of their names, {@code integration-test} for
   * {@code integration-test.pcapng}; rules are not needed then.
   */
  @Parameter(property = "tcpunit.baselines")
  private List<String> baselines = List.of();

  /** What is written of baselines: {@code auto}, {@code update}, {@code none}, {@code ratchet}. */
  @Parameter(property = "tcpunit.baseline", defaultValue = "${env.TCPUNIT_BASELINE}")
  private String baseline;

  /** Where the accepted baselines lie. */
  @Parameter(
      property = "tcpunit.baselineDirectory",
      defaultValue = "${project.basedir}/src/test/tcp-baselines")
  private File baselineDirectory;

  /** Captures that are not as their baselines wait below it to be accepted. */
  @Parameter(property = "tcpunit.directory", defaultValue = "${project.build.directory}/tcpunit")
  private File directory;

  /** Judges only connections to these server ports; all, if none is named. */
  @Parameter(property = "tcpunit.ports")
  private List<String> ports;

  /** Where the capture files are, in folders or not. */
  @Parameter(property = "tcpunit.captures", defaultValue = "${project.build.directory}/tcpunit")
  private File captures;

  /** The file to which the verdicts are written, as JSON. */
  @Parameter(
      property = "tcpunit.results",
      defaultValue = "${project.build.directory}/tcpunit/check.json")
  private File results;

  /** Whether a violated rule fails the build, or is a warning. */
  @Parameter(property = "tcpunit.failOnViolation", defaultValue = "true")
  private boolean failOnViolation;

  /** Whether a rule of which the captures cannot tell fails the build, or is a warning. */
  @Parameter(property = "tcpunit.failOnInconclusive", defaultValue = "true")
  private boolean failOnInconclusive;

  /**
   * Whether captures are judged too that were there when the build began. A goal that is called
   * alone, {@code tcpunit:check}, runs no tests, and judges them in any case.
   */
  @Parameter(property = "tcpunit.earlierCaptures", defaultValue = "false")
  private boolean earlierCaptures;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    List<String> newFindings = observe ? tellObserved() : List.of();
    LeftOpen leftOpen = leftOpen();
    boolean asked = observe || leftOpen.jvms() > 0;
    if (!asked || !rules.isEmpty() || !baselines.isEmpty()) {
      check();
    }
    report(leftOpen);
    if (failOnNewFindings && !newFindings.isEmpty()) {
      throw new MojoFailureException(
          "TcpUnit observed findings that are not accepted:\n  "
              + String.join("\n  ", newFindings)
              + "\nWhat the log says of them helps to mend them; lines in "
              + accepted
              + " accept them");
    }
  }

  private List<String> tellObserved() throws MojoExecutionException {
    try {
      return new ObservedSuite(captures.toPath(), accepted.toPath(), getLog()).tell();
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read what was observed: " + e.getMessage(), e);
    }
  }

  private LeftOpen leftOpen() throws MojoExecutionException {
    try {
      return LeftOpen.in(captures.toPath(), testsSince());
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + captures + ": " + e.getMessage(), e);
    }
  }

  private void report(LeftOpen leftOpen) throws MojoFailureException {
    if (leftOpen.jvms() > 0 && leftOpen.messages().isEmpty()) {
      getLog().info("No connection was open at the end of the test JVM (tcpunit.leaks)");
    } else if (!leftOpen.messages().isEmpty() && failOnViolation) {
      throw new MojoFailureException("TcpUnit: " + String.join("\n\n", leftOpen.messages()) + "\n");
    } else {
      leftOpen.messages().forEach(getLog()::warn);
    }
  }

  private void check() throws MojoExecutionException, MojoFailureException {
    Set<Integer> serverPorts = Ports.of(ports);
    CaptureBaselines compared = baselines();
    CaptureCheck check = new CaptureCheck(rules(), serverPorts, compared);
    BuildCaptures found = find();
    boolean unavailable = warnOfSkippedTests();
    if (found.current().isEmpty() && unavailable) {
      getLog().info("Nothing is checked: no test could capture, and they were to be skipped then");
      return;
    }
    if (found.current().isEmpty() && testsAreSkipped()) {
      getLog().info("Nothing is checked: tests were skipped, and none left a capture");
      return;
    }
    Optional<String> complaint = compared.complaint(found.current());
    if (complaint.isPresent()) {
      throw new MojoFailureException(complaint.get());
    }
    CheckResults judged = judge(check, found.current());
    write(judged);
    report(judged, nothingChecked(found, judged, serverPorts));
  }

  private String nothingChecked(BuildCaptures found, CheckResults judged, Set<Integer> serverPorts)
      throws MojoExecutionException {
    try {
      Optional<String> noTestRan = found.current().isEmpty() ? noTestRan() : Optional.empty();
      return NothingChecked.message(captures, found, judged, serverPorts, noTestRan);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read the tests' reports: " + e.getMessage(), e);
    }
  }

  private List<TcpRule> rules() throws MojoFailureException {
    List<TcpRule> named;
    try {
      // Maven has split what stands on the command line at its commas, those of parameters too.
      named = TcpRule.listOf(String.join(",", rules));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException("tcpunit.rules: " + e.getMessage(), e);
    }
    if (named.isEmpty() && baselines.isEmpty()) {
      throw new MojoFailureException(
          "tcpunit.rules names no rule; name those to check, such as hasCleanFin");
    }
    return named;
  }

  private CaptureBaselines baselines() throws MojoFailureException {
    return new CaptureBaselines(
        baselines,
        baselineDirectory.toPath(),
        directory.toPath().resolve("baselines"),
        CaptureBaselines.mode(baseline));
  }

  private boolean warnOfSkippedTests() throws MojoExecutionException {
    try {
      return warnOfSkippedTests(captures);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + captures + ": " + e.getMessage(), e);
    }
  }

  private BuildCaptures find() throws MojoExecutionException {
    try {
      List<Path> files = CaptureFiles.in(captures.toPath());
      return earlierCaptures || !runsPhases()
          ? BuildCaptures.all(files)
          : BuildCaptures.of(files, buildStart());
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + captures + ": " + e.getMessage(), e);
    }
  }

  private CheckResults judge(CaptureCheck check, List<Path> files) throws MojoExecutionException {
    try {
      return check.judge(files);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read a capture: " + e.getMessage(), e);
    }
  }

  private void write(CheckResults judged) throws MojoExecutionException {
    try (Writer out = PrivateFiles.overwriteText(results.toPath())) {
      out.write(Json.of(judged) + "\n");
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + results, e);
    }
  }

  private void report(CheckResults judged, String nothingChecked) throws MojoFailureException {
    List<String> failures = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    (failOnViolation ? failures : warnings).addAll(judged.messages(Outcome.VIOLATED));
    List<String> inconclusive = failOnInconclusive ? failures : warnings;
    inconclusive.addAll(judged.messages(Outcome.CANNOT_TELL));
    if (judged.checkedNothing()) {
      inconclusive.add(nothingChecked);
    }
    judged.ofBaselines().forEach(getLog()::info);
    getLog().info(judged.summary() + ": " + results);
    warnings.forEach(getLog()::warn);
    if (!failures.isEmpty()) {
      throw new MojoFailureException(
          "TcpUnit: " + judged.summary() + "\n\n" + String.join("\n\n", failures) + "\n");
    }
  }
}
