package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/** Messages of {@code hasByteCount}. */
public final class ShouldHaveByteCount {
  public static final String SOURCE = "RFC 9293 s3.4";

  private ShouldHaveByteCount() {}

  public static Finding of(Flow flow, long expected, long actual) {
    Finding message =
        Finding.expecting(flow, "carry " + Wording.count(expected, "payload byte"))
            .but("it carried " + actual + OtherLength.words(expected, actual))
            .compare(expected, actual)
            .rule(SOURCE, "each payload byte takes one sequence number, repeats take none");
    return actual == expected ? message : OtherLength.explain(message, flow, expected, actual);
  }
}
