package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Function;

/** What messages say of segments that were sent again. */
final class Repeats {
  private Repeats() {}

  /** {@code , 2 more may have been sent again}, behind how many were; else nothing. */
  static String undecided(List<Flow> flows) {
    long open = flows.stream().mapToLong(flow -> flow.count(FlowCount.UNDECIDED)).sum();
    return open == 0 ? "" : ", %d more may have been sent again".formatted(open);
  }

  /** Shows what was sent again, where something was. */
  static Finding shown(Finding finding, Flow flow, List<Repeat> repeats) {
    return repeats.isEmpty()
        ? finding
        : finding
            .offenders(
                flow.connection(), repeats.stream().map(Repeat::again).toList(), noted(repeats))
            .fact("evidence", evidence(repeats.get(0)));
  }

  /** Notes what each of them repeats; of other segments there is nothing to note. */
  static Function<Segment, String> noted(List<Repeat> repeats) {
    return segment ->
        repeats.stream()
            .filter(repeat -> repeat.again().equals(segment))
            .map(Repeat::note)
            .findFirst()
            .orElse("");
  }

  /** {@code 204.311 ms after #10, 0 duplicate ACKs between}. */
  static String evidence(Repeat repeat) {
    List<Segment> originals = repeat.originals();
    return originals.isEmpty()
        ? "the first copy of what #%d carries was not captured".formatted(repeat.again().frame())
        : "#%d was sent %s after #%d, %s between"
            .formatted(
                repeat.again().frame(),
                Wording.time(repeat.delayNanos()),
                originals.get(originals.size() - 1).frame(),
                Wording.count(repeat.duplicateAcks(), "duplicate ACK"));
  }
}
