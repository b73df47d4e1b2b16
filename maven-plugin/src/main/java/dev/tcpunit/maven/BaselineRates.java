package dev.tcpunit.maven;

import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.baseline.RateComparison;
import dev.tcpunit.baseline.RateComparison.Rate;
import dev.tcpunit.maven.Baselines.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What is to be said of the rates of all baselines of a module. */
final class BaselineRates {
  private static final double LEAST_SHOWN = 0.0001;

  private final int least;
  private final List<String> lines = new ArrayList<>();
  private final List<String> tooFew = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();

  /**
   * Compares them.
   *
   * @param baselines of the module
   * @param least how many runs there must be of each, recorded and seen
   */
  BaselineRates(Baselines baselines, int least) throws IOException {
    this.least = least;
    for (Baseline baseline : baselines.accepted()) {
      Fingerprint recorded = Fingerprint.parse(Files.readString(baselines.file(baseline)));
      compare(baseline, recorded, baselines.runs(baseline));
    }
    if (!lines.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "p is of Fisher's exact test, times the number of values compared. Below %.2f a rate"
                  + " has changed: that is wrong of at most %.0f %% of the baselines whose client"
                  + " has not",
              RateComparison.ERROR,
              100 * RateComparison.ERROR));
    }
  }

  private void compare(Baseline baseline, Fingerprint recorded, Optional<Fingerprint> seen) {
    int runs = seen.map(Fingerprint::runs).orElse(0);
    if (recorded.runs() < least || runs < least) {
      tooFew.add(
          ("%s: not compared: %d of %d runs recorded (tcpunit.baseline=update adds them),"
                  + " %d seen since")
              .formatted(baseline, recorded.runs(), least, runs));
      return;
    }
    RateComparison comparison = RateComparison.of(recorded, seen.orElseThrow());
    lines.add("%s: %d runs, %d recorded".formatted(baseline, runs, recorded.runs()));
    comparison.rates().forEach(rate -> add(baseline, rate));
    lines.add("  " + told(comparison.leastTold(), runs));
  }

  private void add(Baseline baseline, Rate rate) {
    String line = rate + " (p " + chance(rate.chance()) + ")";
    lines.add("  " + line + (rate.differs() ? " HAS CHANGED" : ""));
    if (rate.differs()) {
      changed.add(baseline + ": " + line);
    }
  }

  /** Which rates have changed, and how one that is meant is accepted. */
  String failure() {
    return ("Rates have changed:\n  %s\nTo accept them, delete their files and record %d runs anew,"
            + " with -Dtcpunit.baseline=update")
        .formatted(String.join("\n  ", changed), least);
  }

  private static String chance(double p) {
    return p < LEAST_SHOWN
        ? String.format(Locale.ROOT, "< %.4f", LEAST_SHOWN)
        : String.format(Locale.ROOT, "= %.4f", p);
  }

  private static String told(OptionalInt least, int runs) {
    return least.isPresent()
        ? "what was never recorded is told if it is seen in %d of %d runs"
            .formatted(least.getAsInt(), runs)
        : "so few runs tell nothing";
  }

  List<String> lines() {
    return lines;
  }

  /** The baselines that are not compared, and why. */
  List<String> tooFew() {
    return tooFew;
  }

  /** The rates that have changed, with their baselines. */
  List<String> changed() {
    return changed;
  }
}
