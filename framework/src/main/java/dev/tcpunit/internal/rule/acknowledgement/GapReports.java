package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.OutOfOrder;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One side answers data that comes behind a gap by the given kind of report. */
final class GapReports extends FlowRule implements TimedRule {
  /** Half of the shortest time for which a stack holds an ACK back: Linux takes 40 ms. */
  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Report report;

  GapReports(Report report) {
    super(report.assertion, report.expectation, report.source, report.rule, Judged.SENDER);
    this.report = report;
  }

  @Override
  public Verdict judge(Flow flow) {
    if (report == Report.SACK && !flow.connection().usesSack()) {
      return judgement.cannotTell(
          expecting(flow),
          Doubt.cutOffers(flow.connection())
              .orElse("SACK was not negotiated, or the SYNs were not captured"));
    }
    Optional<String> doubt =
        Doubt.of(flow.connection())
            .or(() -> Doubt.notBesideSender(flow))
            .or(() -> report == Report.SACK ? Doubt.cutOptions(flow) : Optional.empty());
    List<OutOfOrder> gaps = doubt.isPresent() ? List.of() : OwnAcks.of(flow).outOfOrder();
    if (gaps.isEmpty()) {
      return judgement.cannotTell(
          expecting(flow), doubt.orElse("no data of the peer came behind a gap"));
    }
    Map<Segment, OutOfOrder> wrong =
        gaps.stream()
            .filter(report.isMissing)
            .collect(Collectors.toMap(OutOfOrder::segment, Function.identity()));
    return wrong.isEmpty()
        ? judgement.holds(answered(flow, gaps.size()))
        : judgement.violatedByAbsence(found(flow, wrong), Optional.empty());
  }

  private static boolean isLate(OutOfOrder gap) {
    return gap.answerNanos().orElse(Long.MAX_VALUE) > AT_ONCE_NANOS;
  }

  private Finding answered(Flow flow, int segments) {
    return expecting(flow)
        .but("each of " + Wording.count(segments, "segment") + " behind a gap was answered so");
  }

  private Finding found(Flow flow, Map<Segment, OutOfOrder> wrong) {
    List<Segment> segments =
        wrong.keySet().stream().sorted(Comparator.comparingInt(Segment::index)).toList();
    return expecting(flow)
        .but(
            "%s behind a gap %s"
                .formatted(Wording.count(segments.size(), "segment"), report.description))
        .timedOffenders(flow.connection(), segments, segment -> note(wrong.get(segment)));
  }

  private static String note(OutOfOrder gap) {
    return gap.answer().isPresent()
        ? "answered by #%d, %s later"
            .formatted(gap.answer().get().frame(), Wording.time(gap.answerNanos().getAsLong()))
        : "behind %d, not answered".formatted(gap.expected());
  }

  /** How a gap is reported, with the assertion that asks for it. */
  enum Report {
    DUPLICATE_ACK(
        "sendsImmediateDuplicateAckOnGap",
        "answer data behind a gap by a duplicate ACK at once",
        "RFC 5681 s4.2",
        "an out-of-order segment is acknowledged immediately, for the sender's fast retransmit",
        "got no duplicate ACK at once",
        GapReports::isLate),
    SACK(
        "reportsGapsWithSack",
        "report data behind a gap by SACK",
        "RFC 2018 s4",
        "while the receiver holds data out of order, each of its ACKs has SACK blocks",
        "got an ACK without a SACK block of it",
        gap -> gap.answer().isPresent() && gap.report().isEmpty());

    private final String assertion;
    private final String expectation;
    private final String source;
    private final String rule;
    private final String description;
    private final Predicate<OutOfOrder> isMissing;

    Report(
        String assertion,
        String expectation,
        String source,
        String rule,
        String description,
        Predicate<OutOfOrder> isMissing) {
      this.assertion = assertion;
      this.expectation = expectation;
      this.source = source;
      this.rule = rule;
      this.description = description;
      this.isMissing = isMissing;
    }
  }
}
