package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;

/** A RST of which nothing tells whether its receiver took it. */
final class ResetDoubt {
  private ResetDoubt() {}

  /** What cannot be told of how a connection ended, if it may have been such a RST. */
  static Optional<String> of(Connection connection) {
    return connection.teardown().state() == Teardown.State.CANNOT_TELL
        ? connection.segments().stream()
            .filter(s -> s.has(TcpFlags.RST) && s.acceptance() == Acceptance.UNDECIDED)
            .findFirst()
            .map(ResetDoubt::words)
        : Optional.empty();
  }

  private static String words(Segment reset) {
    return "RST #%d may have been accepted or not: %s"
        .formatted(
            reset.frame(), reset.acceptanceReason().map(AcceptanceReason::words).orElseThrow());
  }
}
