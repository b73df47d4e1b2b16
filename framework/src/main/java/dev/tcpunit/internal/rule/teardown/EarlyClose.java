package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Optional;

/** When a side closed to which data still came. */
final class EarlyClose {
  private EarlyClose() {}

  /** {@code the client closed 50.9 ms after its last data, 0.6 ms before #7 came}. */
  static String times(Connection connection, Role closer, Segment late) {
    Segment fin = Closing.of(connection).fin(closer).orElseThrow();
    Optional<Segment> last =
        connection.segments().stream()
            .limit(fin.index() + 1L)
            .filter(s -> s.from() == closer && s.length() > 0)
            .reduce((first, second) -> second);
    return "the %s closed %s, and %s before #%d of the %s"
        .formatted(
            Wording.side(closer),
            last.map(s -> Wording.time(fin.timeNanos() - s.timeNanos()) + " after its last data")
                .orElse("without having sent data"),
            Wording.time(late.timeNanos() - fin.timeNanos()),
            late.frame(),
            Wording.side(closer.peer()));
  }
}
