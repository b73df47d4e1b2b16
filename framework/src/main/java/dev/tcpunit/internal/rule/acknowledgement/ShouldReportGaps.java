package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Function;

/** Messages of {@code sendsImmediateDuplicateAckOnGap} and {@code reportsGapsWithSack}. */
public final class ShouldReportGaps {
  public static final String DUPLICATE_ACK_SOURCE = "RFC 5681 s4.2";
  public static final String SACK_SOURCE = "RFC 2018 s4";

  private final Flow flow;
  private final String expectation;
  private final String source;
  private final String words;

  private ShouldReportGaps(Flow flow, String expectation, String source, String words) {
    this.flow = flow;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  public static ShouldReportGaps byDuplicateAck(Flow flow) {
    return new ShouldReportGaps(
        flow,
        "answer data behind a gap by a duplicate ACK at once",
        DUPLICATE_ACK_SOURCE,
        "an out-of-order segment is acknowledged immediately, for the sender's fast retransmit");
  }

  public static ShouldReportGaps bySack(Flow flow) {
    return new ShouldReportGaps(
        flow,
        "report data behind a gap by SACK",
        SACK_SOURCE,
        "while the receiver holds data out of order, each of its ACKs has SACK blocks");
  }

  /** Segments behind a gap that were not answered so. */
  public Finding found(String what, List<Segment> segments, Function<Segment, String> note) {
    return message()
        .but("%s %s".formatted(Wording.count(segments.size(), "segment") + " behind a gap", what))
        .timedOffenders(
            flow.connection(), segments, s -> segments.contains(s) ? note.apply(s) : "");
  }

  public Finding answered(int segments) {
    return message()
        .but("each of " + Wording.count(segments, "segment") + " behind a gap was answered so");
  }

  public Finding message() {
    return Finding.expecting(flow, expectation).rule(source, words);
  }
}
