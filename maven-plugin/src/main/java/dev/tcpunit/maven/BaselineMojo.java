package dev.tcpunit.maven;

import dev.tcpunit.maven.Baselines.Baseline;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the baselines of this module, with those that no test asked for, and accepts what tests
 * have seen otherwise; or compares how often rates were seen. Deletes none.
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends TcpUnitMojo {
  private static final String ALL = "all";

  /**
   * What to accept: {@code image-upload}, or {@code com.example.ImageUploadTest/image-upload} where
   * several classes have one of that name, or {@code all}. Several are parted by commas.
   */
  @Parameter(property = "accept")
  private List<String> accept;

  /**
   * Compares the rates of the baselines of which so many runs were recorded and as many have been
   * seen since, and fails if one has changed.
   */
  @Parameter(property = "runs")
  private Integer runs;

  /** Where the accepted baselines lie. */
  @Parameter(
      property = "tcpunit.baselineDirectory",
      defaultValue = "${project.basedir}/src/test/tcp-baselines")
  private File baselineDirectory;

  /** Where tests leave their files: what they have seen otherwise lies below it. */
  @Parameter(property = "tcpunit.directory", defaultValue = "${project.build.directory}/tcpunit")
  private File directory;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    Baselines baselines =
        new Baselines(baselineDirectory.toPath(), directory.toPath().resolve("baselines"));
    try {
      if (accept != null) {
        for (String wanted : accept) {
          accept(baselines, wanted.strip());
        }
      }
      if (runs == null) {
        list(baselines);
      } else {
        compareRates(baselines);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read or write a baseline: " + e, e);
    }
  }

  private void accept(Baselines baselines, String wanted) throws IOException, MojoFailureException {
    List<Baseline> waiting = baselines.waiting();
    List<Baseline> chosen =
        waiting.stream().filter(each -> wanted.equals(ALL) || each.isCalled(wanted)).toList();
    if (chosen.isEmpty()) {
      throw new MojoFailureException(
          "no baseline \"%s\" waits to be accepted; %s"
              .formatted(wanted, waiting.isEmpty() ? "none does" : "there are " + names(waiting)));
    }
    if (chosen.size() > 1 && !wanted.equals(ALL)) {
      throw new MojoFailureException(
          "\"%s\" is the name of several: say which of %s".formatted(wanted, names(chosen)));
    }
    for (Baseline baseline : chosen) {
      baselines.accept(baseline);
      getLog().info("Accepted: " + baselines.file(baseline));
    }
  }

  private static String names(List<Baseline> baselines) {
    return baselines.stream().map(Baseline::toString).collect(Collectors.joining(", "));
  }

  private void compareRates(Baselines baselines) throws IOException, MojoFailureException {
    BaselineRates rates = new BaselineRates(baselines, runs);
    rates.lines().forEach(getLog()::info);
    rates.tooFew().forEach(getLog()::warn);
    if (!rates.changed().isEmpty()) {
      throw new MojoFailureException(rates.failure());
    }
    if (rates.lines().isEmpty()) {
      throw new MojoFailureException(
          "No rate is compared: no baseline has %d runs recorded and seen".formatted(runs));
    }
  }

  private void list(Baselines baselines) throws IOException {
    List<Baseline> accepted = baselines.accepted();
    List<Baseline> waiting = baselines.waiting();
    getLog().info("Baselines in %s: %d".formatted(baselineDirectory, accepted.size()));
    accepted.stream()
        .filter(baseline -> !waiting.contains(baseline))
        .forEach(baseline -> getLog().info("  " + baseline));
    for (Baseline baseline : waiting) {
      String how = accepted.contains(baseline) ? "seen otherwise" : "new";
      getLog().info("  %s: %s: %s".formatted(baseline, how, baselines.waitingFile(baseline)));
    }
    List<Baseline> unasked = baselines.notAskedFor();
    if (!unasked.isEmpty()) {
      getLog()
          .warn(
              "No test has asked for these since the last clean; where all tests ran, remove them: "
                  + names(unasked));
    }
  }
}
