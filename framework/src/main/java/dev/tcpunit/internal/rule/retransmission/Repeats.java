package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Repeat;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What messages say of segments that were sent again. */
final class Repeats {
  private Repeats() {}

  /** What was sent again in these flows, in the order of capture; none without segments. */
  static List<Repeat> of(List<Flow> flows) {
    return flows.stream()
        .filter(flow -> flow.connection().keepsSegments())
        .flatMap(flow -> Repeat.of(flow).stream())
        .sorted(Comparator.comparingLong(repeat -> repeat.again().frame()))
        .toList();
  }

  /** The data that was sent again in a flow; none without segments. */
  static List<Repeat> ofData(Flow flow) {
    return of(List.of(flow)).stream().filter(repeat -> repeat.again().length() > 0).toList();
  }

  static List<Segment> again(List<Repeat> repeats) {
    return repeats.stream().map(Repeat::again).toList();
  }

  static long bytes(List<Repeat> repeats) {
    return repeats.stream().mapToLong(repeat -> repeat.again().length()).sum();
  }

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
            .offenders(flow.connection(), again(repeats), noted(repeats))
            .fact("evidence", evidence(repeats.get(0)));
  }

  /** Notes on each repeat what it repeats, and nothing on other segments. */
  static Function<Segment, String> noted(List<Repeat> repeats) {
    return segment ->
        repeats.stream()
            .filter(repeat -> repeat.again().equals(segment))
            .map(Repeats::note)
            .findFirst()
            .orElse("");
  }

  /** {@code repeats all of #10}. */
  private static String note(Repeat repeat) {
    List<Segment> originals = repeat.originals();
    if (originals.isEmpty()) {
      return "the first copy was not captured";
    }
    Segment first = originals.get(0);
    if (originals.size() > 1) {
      Segment last = originals.get(originals.size() - 1);
      return "repeats bytes of #" + first.frame() + " to #" + last.frame();
    }
    boolean whole = repeat.again().seq() <= first.seq() && repeat.again().end() >= first.end();
    return (whole ? "repeats all of #" : "repeats a part of #") + first.frame();
  }

  /** {@code #11 was sent 204.311 ms after #10, 0 duplicate ACKs between}. */
  static String evidence(Repeat repeat) {
    List<Segment> originals = repeat.originals();
    return originals.isEmpty()
        ? "the first copy of what #%d carries was not captured".formatted(repeat.again().frame())
        : "#%d was sent %s after #%d, %s between"
            .formatted(
                repeat.again().frame(),
                Wording.time(repeat.delayNanos().orElseThrow()),
                originals.get(originals.size() - 1).frame(),
                Wording.count(repeat.duplicateAcks(), "duplicate ACK"));
  }
}
