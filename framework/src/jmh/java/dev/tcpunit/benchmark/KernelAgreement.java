package dev.tcpunit.benchmark;

import dev.tcpunit.lab.Agreement;
import dev.tcpunit.lab.KernelRun;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints how often the retransmissions found, and their causes, are those that the kernel counted,
 * over seeded random uploads on an impaired link: cubic, reno and bbr, with and without SACK and
 * timestamps, over IPv4 and IPv6, with losses in both directions, copies, reorderings and delays.
 * Beside it stands what tshark and tcptrace find in the same packets, where they are installed.
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
    Path file = Files.createTempFile("tcpunit-uploads", ".pcap");
    OtherTools others = new OtherTools(file);
    for (long seed = first; seed < first + uploads; seed++) {
      KernelRun run = KernelRun.of(KernelRun.Scenario.random(seed), others::onFrame);
      Agreement agreement = Agreement.of(run);
      others.endOfUpload(agreement.counted());
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
    System.out.print(others.compare("192.0.2.1", "2001:db8::1"));
    Files.delete(file);
    System.exit(0);
  }
}
