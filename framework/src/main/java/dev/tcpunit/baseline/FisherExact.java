package dev.tcpunit.baseline;

/**
 * Fisher's exact test of two proportions, both sides (R. A. Fisher, Statistical Methods for
 * Research Workers, section 21.02): how likely two samples of one population differ at least as
 * much. It needs no large numbers, as others do.
 */
final class FisherExact {
  /**
   * What is as likely as the sample but for rounding counts as such, as R's fisher.test does it.
   */
  private static final double ROUNDING = 1 + 1e-7;

  private FisherExact() {}

  /**
   * The chance to see what was seen, or what is less likely, if nothing has changed.
   *
   * @param one in how many of the first runs something was seen
   * @param runs how many there were
   * @param other in how many of the others
   * @param otherRuns how many others there were
   */
  static double chance(int one, int runs, int other, int otherRuns) {
    int both = one + other;
    double seen = logOf(one, runs, both, otherRuns);
    double sum = 0;
    for (int k = Math.max(0, both - otherRuns); k <= Math.min(runs, both); k++) {
      double each = logOf(k, runs, both, otherRuns);
      sum += each <= seen + Math.log(ROUNDING) ? Math.exp(each) : 0;
    }
    return Math.min(1, sum);
  }

  /** Of the hypergeometric distribution: k of those in both are among the first runs. */
  private static double logOf(int k, int runs, int both, int otherRuns) {
    return logChoose(runs, k) + logChoose(otherRuns, both - k) - logChoose(runs + otherRuns, both);
  }

  private static double logChoose(int n, int k) {
    double log = 0;
    for (int i = 1; i <= k; i++) {
      log += Math.log(n - k + i) - Math.log(i);
    }
    return log;
  }
}
