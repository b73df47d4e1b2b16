package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import java.util.Optional;

/** What it takes to judge what a connection did over time: its segments, from the first one on. */
public final class OverTime {
  private OverTime() {}

  /** Why nothing can be said of it. */
  public static Optional<String> doubt(Connection connection) {
    if (!connection.keepsSegments()) {
      return Optional.of(Doubt.NO_SEGMENTS);
    }
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? Optional.of(Doubt.OLDER)
        : Optional.empty();
  }

  /** Why nothing can be said of how a flow was sent. */
  public static Optional<String> doubt(Flow flow) {
    return doubt(flow.connection()).or(() -> Doubt.unseen(flow));
  }

  /** Why nothing can be said of a flow by what only a capture beside its sender sees. */
  public static Optional<String> doubtBesideSender(Flow flow) {
    return doubt(flow).or(() -> notBesideSender(flow));
  }

  /** Why nothing can be said of how both flows took turns. */
  public static Optional<String> doubtOfBothFlows(Connection connection) {
    return doubt(connection.clientToServer()).or(() -> Doubt.unseen(connection.serverToClient()));
  }

  /** Why a capture that stands elsewhere does not see what the sender of a flow sees. */
  public static Optional<String> notBesideSender(Flow flow) {
    return flow.connection().vantagePoint().isBeside(flow.sender())
        ? Optional.empty()
        : Optional.of(
            "it takes a capture beside the "
                + Wording.side(flow.sender())
                + ", and this one is not known to stand there");
  }
}
