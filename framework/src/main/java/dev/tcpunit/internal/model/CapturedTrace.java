package dev.tcpunit.internal.model;

import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** A trace as the analysis freezes it, to which its connections then belong. */
public record CapturedTrace(
    String source,
    long packets,
    long tcpSegments,
    IgnoredFrames ignored,
    Completeness completeness,
    long startNanos,
    long endNanos,
    List<Connection> connections,
    Continuation continuation)
    implements Trace {

  /**
   * Takes the connections, each of which then belongs to this trace.
   *
   * @throws IllegalStateException if one of them belongs to another trace already
   */
  public CapturedTrace {
    if (connections instanceof ConnectionsOnDemand onDemand) {
      onDemand.belongTo(this);
    } else {
      connections = List.copyOf(connections);
      for (Connection connection : connections) {
        ((CapturedConnection) connection).belongsTo(this);
      }
    }
  }
}
