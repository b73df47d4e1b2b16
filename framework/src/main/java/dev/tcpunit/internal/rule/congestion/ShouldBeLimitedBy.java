package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.dynamics.Limits;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages of {@code wasLimitedBy}. */
public final class ShouldBeLimitedBy {
  public static final String SOURCE = "RFC 5681 s3, RFC 9293 s3.8.6";

  private static final double WORTH_TELLING = 0.01;

  private final Flow flow;
  private final Finding message;

  public ShouldBeLimitedBy(Flow flow, Limit limit) {
    this.flow = flow;
    message =
        Finding.expecting(flow, "be limited by the " + words(limit) + " most of the time")
            .rule(
                SOURCE,
                "a sender waits for its application, its peer's window or its congestion window");
  }

  public Finding unknown() {
    return message.but("");
  }

  public Finding seen(Limits limits) {
    return message.but("it was limited " + shares(limits));
  }

  /** Something else did, as can be seen before this segment. */
  public Finding found(Limits limits, Segment afterPause) {
    return seen(limits)
        .timedOffenders(
            flow.connection(),
            List.of(afterPause),
            s -> s.equals(afterPause) ? "after the longest pause" : "");
  }

  /** {@code by the receive window for 1.000 ms and by the application for 0.500 ms}. */
  private static String shares(Limits limits) {
    return Wording.join(
        limits.nanos().entrySet().stream()
            .filter(entry -> limits.share(entry.getKey()) >= WORTH_TELLING)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                entry ->
                    (entry.getKey() == Limit.UNKNOWN
                            ? "in a way that is not known for "
                            : "by the " + words(entry.getKey()) + " for ")
                        + Wording.time(entry.getValue()))
            .toList());
  }

  private static String words(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
