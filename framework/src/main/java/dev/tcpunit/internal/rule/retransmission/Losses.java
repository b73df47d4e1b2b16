package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.util.List;

/** How a flow recovered from losses of its data and its FIN. */
final class Losses {
  static final String NONE = "nothing was sent again, so there was no loss to recover from";

  private Losses() {}

  /** In order, the handshake's apart; none where no segments are kept. */
  static List<Recovery> of(Flow flow) {
    return flow.connection().keepsSegments()
        ? FlowDynamics.of(flow).recoveries().stream()
            .filter(recovery -> recovery.cause() != RetransmissionCause.SYN)
            .toList()
        : List.of();
  }
}
