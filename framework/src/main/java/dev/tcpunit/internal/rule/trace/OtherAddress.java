package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.Optional;

/** An attempt that failed before the same port was reached at another address. */
final class OtherAddress {
  private OtherAddress() {}

  /** Adds why the attempt failed, and where the next one succeeded. */
  static Finding explain(Finding message, Connection failed) {
    Optional<Connection> next =
        failed.trace().connections().stream()
            .filter(OpenedConnections::wasOpened)
            .filter(c -> c.startNanos() > failed.startNanos())
            .filter(c -> c.server().port() == failed.server().port())
            .filter(c -> !c.server().equals(failed.server()))
            .findFirst();
    if (next.isEmpty()) {
      return FailedOpening.explain(message, failed);
    }
    message.fact(
        "evidence",
        "the same port answered at %s, tried %s later"
            .formatted(
                next.get().server(), Wording.time(next.get().startNanos() - failed.startNanos())));
    return FailedOpening.explain(message, failed, List.of(Remedy.OTHER_ADDRESS));
  }
}
