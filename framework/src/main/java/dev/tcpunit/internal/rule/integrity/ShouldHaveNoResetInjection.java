package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoSuspectedResetInjection}. */
public final class ShouldHaveNoResetInjection {
  public static final String SOURCE = "RFC 5961 s1.1";

  private final Connection connection;

  public ShouldHaveNoResetInjection(Connection connection) {
    this.connection = connection;
  }

  /** A RST that arrived, and that the end which it names did not send. */
  public Finding notSent(Segment reset) {
    return message()
        .but("a RST arrived that the %s did not send".formatted(Wording.side(reset.from())))
        .segment(connection.flow(reset.from().peer()).connection(), reset, "arrived")
        .at(reset)
        .cause("somebody on the way injected it", Confidence.PROVEN);
  }

  /** A RST after which its sender goes on as if it had not sent it. */
  public Finding goesOn(Segment reset, Segment later) {
    return message()
        .but("the %s went on after its RST".formatted(Wording.side(reset.from())))
        .timedOffenders(
            connection,
            List.of(reset, later),
            s -> s.equals(reset) ? "resets the connection" : s.equals(later) ? "goes on" : "")
        .cause("somebody on the way injected the RST", Confidence.LIKELY);
  }

  public Finding none(long resets) {
    return message()
        .but(
            resets == 0
                ? "there is no RST"
                : Wording.count(resets, "RST") + ", and nothing more from its sender");
  }

  public Finding message() {
    return Finding.expecting(connection, "have no suspected reset injection")
        .rule(SOURCE, "a third party may forge a RST; who really resets sends no more after it");
  }
}
