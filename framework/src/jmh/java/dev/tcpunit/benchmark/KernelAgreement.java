package dev.tcpunit.benchmark;

import dev.tcpunit.lab.Agreement;
import dev.tcpunit.lab.KernelRun;

/**
 * Prints how often the retransmissions found, and their causes, are those that the kernel counted,
 * over seeded random uploads on an impaired link: cubic, reno and bbr, with and without SACK and
 * timestamps, over IPv4 and IPv6, with losses in both directions, copies, reorderings and delays.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark="dev.tcpunit.benchmark.KernelAgreement 1000"
 * </pre>
 */
public final class KernelAgreement {
  private KernelAgreement() {}

  /**
   * Runs the uploads.
   *
   * @param arguments how many; then the first seed
   */
  public static void main(String[] arguments) throws Exception {
    int uploads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    long equal = 0;
    long counted = 0;
    long undecided = 0;
    long wrong = 0;
    for (long seed = first; seed < first + uploads; seed++) {
      KernelRun run = KernelRun.of(KernelRun.Scenario.random(seed));
      Agreement agreement = Agreement.of(run);
      equal += agreement.isCountEqual() ? 1 : 0;
      counted += agreement.counted();
      undecided += agreement.undecided();
      wrong += agreement.wrong();
      if (!agreement.isCountEqual() || agreement.wrong() > 0) {
        System.out.printf("%s%n  %s%n  %s%n", run.scenario(), agreement, run.kernel());
      }
    }
    System.out.printf(
        "retransmission count equal to the kernel's in %d of %d uploads; of %d retransmissions"
            + " %d with another cause (%.2f %%), %d undecided (%.2f %%)%n",
        equal,
        uploads,
        counted,
        wrong,
        100.0 * wrong / Math.max(1, counted),
        undecided,
        100.0 * undecided / Math.max(1, counted));
    System.exit(0);
  }
}
