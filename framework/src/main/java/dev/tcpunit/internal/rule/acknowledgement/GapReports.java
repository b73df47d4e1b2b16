package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.OutOfOrder;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.SimpleRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one side says to data that comes behind a gap. */
final class GapReports {
  /** Half of the shortest time for which a stack holds an ACK back: Linux takes 40 ms. */
  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private GapReports() {}

  static Rule<Flow> byDuplicateAck() {
    String name = "sendsImmediateDuplicateAckOnGap";
    return new SimpleRule<>(
        name,
        ShouldReportGaps.DUPLICATE_ACK_SOURCE,
        flow ->
            judge(
                new Judgement(name),
                ShouldReportGaps.byDuplicateAck(flow),
                flow,
                "got no duplicate ACK at once",
                GapReports::isLate));
  }

  static Rule<Flow> bySack() {
    String name = "reportsGapsWithSack";
    return new SimpleRule<>(
        name,
        ShouldReportGaps.SACK_SOURCE,
        flow ->
            usesSack(flow)
                ? judge(
                    new Judgement(name),
                    ShouldReportGaps.bySack(flow),
                    flow,
                    "got an ACK without a SACK block of it",
                    gap -> gap.answer().isPresent() && gap.report().isEmpty())
                : new Judgement(name)
                    .cannotTell(
                        ShouldReportGaps.bySack(flow).message(),
                        "SACK was not negotiated, or the SYNs were not captured"));
  }

  private static Verdict judge(
      Judgement judgement,
      ShouldReportGaps message,
      Flow flow,
      String what,
      Predicate<OutOfOrder> isWrong) {
    Optional<String> doubt =
        OverTime.doubt(flow.connection()).or(() -> OverTime.notBesideSender(flow));
    List<OutOfOrder> gaps = doubt.isPresent() ? List.of() : OwnAcks.of(flow).outOfOrder();
    if (gaps.isEmpty()) {
      return judgement.cannotTell(
          message.message(), doubt.orElse("no data of the peer came behind a gap"));
    }
    Map<Segment, OutOfOrder> wrong =
        gaps.stream()
            .filter(isWrong)
            .collect(Collectors.toMap(OutOfOrder::segment, Function.identity()));
    if (wrong.isEmpty()) {
      return judgement.holds(message.answered(gaps.size()));
    }
    List<Segment> segments =
        wrong.keySet().stream()
            .sorted((one, other) -> Integer.compare(one.index(), other.index()))
            .toList();
    return judgement.violatedByAbsence(
        message.found(what, segments, segment -> note(wrong.get(segment))), Optional.empty());
  }

  private static boolean isLate(OutOfOrder gap) {
    return gap.answerNanos().orElse(Long.MAX_VALUE) > AT_ONCE_NANOS;
  }

  private static String note(OutOfOrder gap) {
    return gap.answer().isPresent()
        ? "answered by #%d, %s later"
            .formatted(gap.answer().get().frame(), Wording.time(gap.answerNanos().getAsLong()))
        : "behind %d, not answered".formatted(gap.expected());
  }

  private static boolean usesSack(Flow flow) {
    return permitsSack(flow) && permitsSack(OwnAcks.received(flow));
  }

  private static boolean permitsSack(Flow flow) {
    return flow.synOptions().filter(SynOptions::sackPermitted).isPresent();
  }
}
