package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Messages of what needs connections, or a number of them. */
public final class ShouldHaveConnections {
  private static final int MOST_CONNECTIONS = 10;

  private ShouldHaveConnections() {}

  /** There is another number of connections, all of them or those to one port. */
  public static Finding count(Trace trace, String expectation, long found) {
    List<Connection> all = trace.connections();
    Finding message = Finding.expecting(trace, expectation).but("it has " + found);
    for (Connection connection : all.subList(0, Math.min(MOST_CONNECTIONS, all.size()))) {
      message.line(
          "%s, %s%s, %s after the start"
              .formatted(
                  connection,
                  Wording.count(connection.segmentCount(), "segment"),
                  opening(connection),
                  Wording.time(connection.startNanos() - trace.startNanos())));
    }
    return message.more(all.size() - MOST_CONNECTIONS);
  }

  /**
   * With why a client made more of them than it should.
   *
   * @param inVain the attempts that no server took, where there would else be no more than asked
   *     for
   */
  public static Finding tooMany(Finding message, List<Connection> inVain) {
    return inVain.isEmpty()
        ? message.lookFor(Remedy.REUSE_CONNECTION)
        : FailedOpening.explain(message, inVain.get(0));
  }

  private static String opening(Connection connection) {
    return switch (connection.handshake().state()) {
      case REFUSED -> ", refused";
      case UNANSWERED -> ", unanswered";
      case COMPLETED, INCOMPLETE, NOT_CAPTURED -> "";
    };
  }

  /** There is none at all. */
  public static Finding none(Trace trace, String expectation) {
    IgnoredFrames ignored = trace.ignored();
    return Finding.expecting(trace, expectation)
        .fact(
            "captured",
            "%s: %d not TCP, %d malformed, %d fragments, %d cut by the snap length, %d tunnelled"
                .formatted(
                    Wording.count(trace.packets(), "packet"),
                    ignored.notTcp(),
                    ignored.malformed(),
                    ignored.fragment(),
                    ignored.truncated(),
                    ignored.tunnel()));
  }
}
