package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.List;

/** Messages of {@code reducesFlightAfterLoss}. */
public final class ShouldReduceFlight {
  public static final String SOURCE = "RFC 5681 s3.1, RFC 9438 s4.6";

  private ShouldReduceFlight() {}

  public static Finding seen(Flow flow, List<Recovery> recoveries) {
    return message(flow)
        .but(
            recoveries.isEmpty()
                ? "nothing was sent again"
                : recoveries.size() + " of " + recoveries.size() + " did, as far as is seen");
  }

  public static Finding found(Flow flow, Recovery recovery) {
    return message(flow)
        .but(
            "%s were under way after the loss, %d before"
                .formatted(
                    Wording.count(recovery.flightAfter().orElseThrow(), "byte"),
                    recovery.flightBefore()))
        .timedOffenders(
            flow.connection(),
            List.of(recovery.first(), recovery.end().orElseThrow()),
            s ->
                s.equals(recovery.first())
                    ? "the recovery begins"
                    : ends(s.equals(recovery.end().orElseThrow())))
        .cause(
            "a congestion control that does not take a loss for congestion, such as BBR",
            Confidence.POSSIBLE);
  }

  private static String ends(boolean end) {
    return end ? "and ends" : "";
  }

  private static Finding message(Flow flow) {
    return Finding.expecting(flow, "have less under way after a loss than before")
        .rule(SOURCE, "a loss halves the window, or takes 0.3 of it with CUBIC");
  }
}
