package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.kernel.KernelTruth;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What the capture shows of both ends is what the kernel counted, number by number. */
public final class MatchesKernelCounters extends StatedRule<Trace> {
  private static final String CHECKSUMS = "Tcp InCsumErrors";
  private static final String TIMERS = "TcpExt TCPTimeouts + TCPSlowStartRetrans";

  public MatchesKernelCounters() {
    super(
        "matchesKernelCounters",
        "match the kernel's counters",
        "RFC 4022",
        "the kernel counts each segment that it sends and receives");
  }

  @Override
  public Verdict judge(Trace trace) {
    Optional<KernelWitness> witness = KernelWitness.of(trace);
    return witness.isPresent()
        ? judge(witness.get().counters())
        : judgement.cannotTell(
            expecting(trace), "the kernel can be asked only while the captured test runs");
  }

  Verdict judge(KernelTruth truth) {
    Finding finding = expecting(truth.trace());
    List<ConnectionEnd> ends = ends(truth);
    Optional<String> doubt = truth.doubt().or(() -> doubt(truth, ends));
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    Table table = new Table(truth, ends);
    Optional<String> unverified = table.doubt();
    if (unverified.isPresent()) {
      return judgement.cannotTell(finding, unverified.get());
    }
    List<Comparison> comparisons = table.compare();
    Finding compared = Comparison.table(finding, comparisons);
    return comparisons.stream().allMatch(Comparison::agrees)
        ? judgement.holds(compared)
        : judgement.violatedByAbsence(compared);
  }

  private static Optional<String> doubt(KernelTruth truth, List<ConnectionEnd> ends) {
    if (ends.isEmpty()) {
      return Optional.of("no connection of this network was captured");
    }
    boolean checked =
        ends.stream().allMatch(end -> end.received().isKnown(FlowCount.BAD_CHECKSUMS));
    boolean kept = truth.trace().connections().stream().allMatch(c -> c.keepsSegments());
    return checked && kept
        ? Optional.empty()
        : Optional.of("the analysis kept too little to count the segments");
  }

  private static List<ConnectionEnd> ends(KernelTruth truth) {
    return truth.trace().connections().stream()
        .flatMap(connection -> connection.views().stream())
        .flatMap(
            view ->
                Arrays.stream(Role.values())
                    .filter(role -> truth.isHere(view, role))
                    .map(role -> new ConnectionEnd(view, role)))
        .toList();
  }

  /** The rows of the table. A counter that this kernel does not have is left out. */
  private record Table(KernelTruth truth, List<ConnectionEnd> ends) {
    /** Whether the kernel found wrong checksums where the capture kept too little to do so. */
    Optional<String> doubt() {
      long more = truth.counters().getOrDefault("Tcp.InCsumErrors", 0L) - badChecksums();
      long unverified = sum(ConnectionEnd::unverified);
      return more > 0 && more <= unverified
          ? Optional.of(
              "the kernel found %s, and the payload of %s was not captured;"
                      .formatted(
                          Wording.count(more, "wrong checksum"),
                          Wording.count(unverified, "segment"))
                  + " @CaptureTcp(payload = FULL) keeps it")
          : Optional.empty();
    }

    List<Comparison> compare() {
      List<Comparison> rows = new ArrayList<>();
      add(rows, "Tcp ActiveOpens", number(ConnectionEnd::connected));
      add(rows, "Tcp PassiveOpens", number(ConnectionEnd::accepted));
      add(rows, "Tcp InSegs", sum(ConnectionEnd::segmentsIn));
      add(rows, "Tcp OutRsts", sum(ConnectionEnd::resets));
      add(rows, CHECKSUMS, badChecksums());
      addRange(
          rows,
          "Tcp RetransSegs",
          sum(ConnectionEnd::retransmitted),
          sum(ConnectionEnd::maybeRetransmitted));
      add(rows, "TcpExt TCPSynRetrans", sent(FlowCount.SYN_RETRANSMISSIONS));
      long open = caused(RetransmissionCause.UNKNOWN) + sent(FlowCount.FIN_RETRANSMISSIONS);
      addRange(rows, "TcpExt TCPFastRetrans", caused(RetransmissionCause.FAST), open);
      // What ICMP said was too long Linux repairs as after a time-out.
      addRange(
          rows,
          TIMERS,
          caused(RetransmissionCause.TIMEOUT) + caused(RetransmissionCause.PATH_MTU),
          open + sent(FlowCount.SYN_RETRANSMISSIONS));
      add(rows, "TcpExt TCPDSACKRecv + TCPDSACKOfoRecv", sum(ConnectionEnd::duplicateSacks));
      add(rows, "TcpExt TCPToZeroWindowAdv", sum(ConnectionEnd::closedWindows));
      add(rows, "TcpExt TCPWinProbe", sent(FlowCount.ZERO_WINDOW_PROBES));
      return rows;
    }

    private void add(List<Comparison> rows, String names, long captured) {
      addRange(rows, names, captured, 0);
    }

    private void addRange(List<Comparison> rows, String names, long captured, long undecided) {
      String[] words = names.replace(" +", "").split(" ");
      long kernel = 0;
      for (int i = 1; i < words.length; i++) {
        Long counted = truth.counters().get(words[0] + "." + words[i]);
        if (counted == null) {
          return;
        }
        kernel += counted;
      }
      rows.add(new Comparison(names, kernel, captured, captured + undecided));
    }

    private long number(Predicate<ConnectionEnd> filter) {
      return ends.stream().filter(filter).count();
    }

    long badChecksums() {
      return sum(end -> end.received().count(FlowCount.BAD_CHECKSUMS));
    }

    private long sum(ToLongFunction<ConnectionEnd> count) {
      return ends.stream().mapToLong(count).sum();
    }

    private long sent(FlowCount count) {
      return sum(end -> end.sent().count(count));
    }

    private long caused(RetransmissionCause cause) {
      return sum(end -> end.retransmitted(cause));
    }
  }
}
