package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Locale;

/** Messages of {@code hasNoTinygrams} and {@code hasTinygramRateBelow}. */
public final class ShouldHaveFewTinygrams {
  public static final String SOURCE = "RFC 896";

  private static final double PERCENT = 100;

  private final Flow flow;
  private final String expectation;

  private ShouldHaveFewTinygrams(Flow flow, String expectation) {
    this.flow = flow;
    this.expectation = expectation;
  }

  public static ShouldHaveFewTinygrams none(Flow flow) {
    return new ShouldHaveFewTinygrams(flow, "have no tinygrams");
  }

  public static ShouldHaveFewTinygrams below(Flow flow, double limit) {
    return new ShouldHaveFewTinygrams(
        flow,
        String.format(
            Locale.ROOT, "have less than %.2f %% tinygrams among its data", PERCENT * limit));
  }

  /** The tinygrams, smaller than a measure, among so many data segments. */
  public Finding found(List<Segment> tinygrams, long data, int measure) {
    Finding message =
        Finding.expecting(flow, expectation)
            .but(
                "%d of %s %s small, less than %s, while a small one before was not acknowledged"
                    .formatted(
                        tinygrams.size(),
                        Wording.count(data, "data segment"),
                        tinygrams.size() == 1 ? "was" : "were",
                        Wording.count(measure, "byte")))
            .rule(SOURCE, "a small segment waits until what was sent before is acknowledged");
    return tinygrams.isEmpty()
        ? message
        : message
            .offenders(flow.connection(), tinygrams)
            .fact("evidence", evidence(tinygrams))
            .cause("many small writes, and Nagle's algorithm off", Confidence.LIKELY)
            .lookFor(Remedy.BUFFER_WRITES);
  }

  private static String evidence(List<Segment> tinygrams) {
    long bytes = tinygrams.stream().mapToLong(Segment::length).sum();
    return "they carry %s, %d each on average"
        .formatted(Wording.count(bytes, "byte"), bytes / tinygrams.size());
  }
}
