package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Messages of the assertions on when and how often one side acknowledges. */
public final class ShouldAcknowledge {
  public static final String WITHIN_SOURCE = "RFC 9293 s3.8.6.3, MUST-40";
  public static final String RATIO_SOURCE = "RFC 5681 s4.2";

  private final Flow flow;
  private final String expectation;
  private final String source;
  private final String words;

  private ShouldAcknowledge(Flow flow, String expectation, String source, String words) {
    this.flow = flow;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  public static ShouldAcknowledge within(Flow flow, long nanos) {
    return new ShouldAcknowledge(
        flow,
        "acknowledge data within " + Wording.time(nanos),
        WITHIN_SOURCE,
        "an ACK may be held back, but for less than 500 ms");
  }

  public static ShouldAcknowledge everySecondFullSegment(Flow flow) {
    return new ShouldAcknowledge(
        flow,
        "acknowledge every second full segment",
        RATIO_SOURCE,
        "an ACK should come for at least every second segment of full size (SHLD-19)");
  }

  public static ShouldAcknowledge withRatio(Flow flow, double least, double most) {
    return new ShouldAcknowledge(
        flow,
        String.format(Locale.ROOT, "send an ACK for every %.2f to %.2f full segments", least, most),
        RATIO_SOURCE,
        "an ACK should come for at least every second segment of full size");
  }

  /** Segments that show it, each with a note. */
  public Finding found(String what, List<Segment> segments, Function<Segment, String> note) {
    return message()
        .but(what)
        .timedOffenders(
            flow.connection(), segments, s -> segments.contains(s) ? note.apply(s) : "");
  }

  public Finding measured(String what) {
    return message().but(what);
  }

  public Finding message() {
    return Finding.expecting(flow, expectation).rule(source, words);
  }
}
