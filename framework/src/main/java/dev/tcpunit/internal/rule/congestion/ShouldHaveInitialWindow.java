package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.InitialWindow;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasInitialWindowAtMost}. */
public final class ShouldHaveInitialWindow {
  public static final String SOURCE = "RFC 6928 s2";

  private final Flow flow;
  private final int limit;

  public ShouldHaveInitialWindow(Flow flow, int limit) {
    this.flow = flow;
    this.limit = limit;
  }

  public Finding unknown() {
    return message().but("");
  }

  public Finding seen(InitialWindow window) {
    return message()
        .but(
            "it sent %s, in all %s, before the first ACK of data"
                .formatted(
                    Wording.count(window.segments(), "full segment"),
                    Wording.count(window.bytes(), "byte")));
  }

  public Finding found(InitialWindow window) {
    Segment first = window.sent().get(0);
    Segment last = window.sent().get(window.sent().size() - 1);
    return seen(window)
        .timedOffenders(
            flow.connection(),
            window.acknowledgement().isPresent()
                ? List.of(first, last, window.acknowledgement().get())
                : List.of(first, last),
            s -> note(s, window))
        .fact(
            "look for", "the route's initcwnd (ip route show), or a congestion control of its own");
  }

  private static String note(Segment segment, InitialWindow window) {
    return window.acknowledgement().filter(segment::equals).isPresent()
        ? "the first ACK of data"
        : "";
  }

  private Finding message() {
    return Finding.expecting(
            flow, "have an initial window of at most " + Wording.count(limit, "full segment"))
        .rule(SOURCE, "at most 10 segments before the first ACK of data");
  }
}
