package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.Acknowledgements;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Flow;
import java.util.Optional;

/** How the sender of a flow acknowledges the data of its peer. */
final class OwnAcks {
  private OwnAcks() {}

  static Flow received(Flow flow) {
    return flow.connection().flow(flow.sender().peer());
  }

  static Acknowledgements of(Flow flow) {
    return FlowDynamics.of(received(flow)).acknowledgements();
  }

  /** Why it cannot be told how the sender of a flow acknowledges. */
  static Optional<String> doubt(Flow flow) {
    return Doubt.of(flow)
        .or(() -> Doubt.unseen(received(flow)))
        .or(
            () ->
                received(flow).dataSegments() == 0
                    ? Optional.of("the peer sent no data, so there is nothing to acknowledge")
                    : Optional.empty());
  }
}
