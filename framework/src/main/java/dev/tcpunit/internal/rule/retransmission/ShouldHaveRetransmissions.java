package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Locale;

/** Messages of the assertions on how much of a flow was sent again. */
public final class ShouldHaveRetransmissions {
  public static final String SOURCE = "RFC 9293 s3.8.1";

  private ShouldHaveRetransmissions() {}

  /** So many segments. */
  public static Finding count(Flow flow, long expected, List<Repeat> repeats) {
    Finding message =
        Finding.expecting(flow, "have " + Wording.count(expected, "retransmission"))
            .but(
                "%d of %s carried bytes already sent%s"
                    .formatted(
                        flow.retransmissions(),
                        Wording.count(flow.dataSegments(), "data segment"),
                        Repeats.undecided(List.of(flow))))
            .rule(SOURCE, "a segment is sent again where its ACK does not come in time");
    return shown(flow, message, repeats);
  }

  /** Such a part of the bytes. */
  public static Finding rate(Flow flow, double limit, long again, long all, List<Repeat> repeats) {
    Finding message =
        Finding.expecting(flow, "send again less than " + percent(limit) + " of its payload")
            .but(
                "%s of %s were sent again, %s%s"
                    .formatted(
                        again,
                        Wording.count(all, "payload byte"),
                        all == 0 ? "0 %" : percent((double) again / all),
                        Repeats.undecided(List.of(flow))))
            .rule(SOURCE, "a segment is sent again where its ACK does not come in time");
    return shown(flow, message, repeats);
  }

  private static Finding shown(Flow flow, Finding message, List<Repeat> repeats) {
    return repeats.isEmpty()
        ? message
        : message
            .offenders(
                flow.connection(),
                repeats.stream().map(Repeat::again).toList(),
                Repeats.noted(repeats))
            .fact("evidence", Repeats.evidence(repeats.get(0)));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3f %%", part * 100).replaceFirst("\\.?0+ %$", " %");
  }
}
