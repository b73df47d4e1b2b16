package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;

/** Follows how a connection is closed (RFC 9293 sections 3.5.2 and 3.6). */
public final class TeardownTracker {
  private TeardownTracker() {}

  public static void onFin(ConnectionState connection, int direction) {
    if (connection.firstCloser < 0) {
      connection.firstCloser = (byte) direction;
    }
  }

  /** Takes a RST, before its flow moves; one outside the window ends nothing (s3.10.7.4). */
  public static void onReset(
      ConnectionState connection, int direction, DecodedSegment segment, long seq) {
    FlowState flow = connection.flow(direction);
    flow.set(FlowState.RST_SEEN);
    FlowState peer = connection.flow(1 - direction);
    boolean acceptable =
        connection.is(ConnectionState.REFUSED)
            || !isInSynSent(flow, peer) && isInWindow(flow, segment, seq);
    if (acceptable && !isAfterClose(connection, segment)) {
      connection.set(ConnectionState.RESET);
      onFin(connection, direction);
    }
  }

  /**
   * Where both sides have closed, no connection is left to abort: a RST without ACK is what a host
   * answers to a segment that came late (s3.10.7.1). Loopback overtakes between processors.
   */
  private static boolean isAfterClose(ConnectionState connection, DecodedSegment segment) {
    return !segment.has(TcpFlags.ACK) && state(connection) == Teardown.State.CLEAN;
  }

  /** Whoever has only sent a SYN takes no RST but one that acknowledges it (s3.10.7.3). */
  private static boolean isInSynSent(FlowState flow, FlowState peer) {
    return peer.is(FlowState.SYN_SEEN)
        && !peer.is(FlowState.SYN_ACKED)
        && !flow.is(FlowState.SYN_SEEN)
        && flow.payloadBytes == 0
        && flow != peer;
  }

  private static boolean isInWindow(FlowState flow, DecodedSegment segment, long seq) {
    if (flow.segments <= 1) {
      return !segment.has(TcpFlags.ACK) || flow.acknowledgedTo == FlowState.NONE || seq >= 0;
    }
    long low = flow.acknowledgedTo == FlowState.NONE ? flow.first() : flow.acknowledgedTo;
    long high = Math.max(flow.windowEdge, flow.next());
    return seq >= Math.min(low, flow.next()) && seq <= high + 1;
  }

  public static Teardown freeze(ConnectionState connection) {
    Optional<Role> first = Optional.empty();
    if (connection.firstCloser >= 0) {
      boolean client = connection.firstCloser == connection.clientDirection;
      first = Optional.of(client ? Role.CLIENT : Role.SERVER);
    }
    return new Teardown(state(connection), first);
  }

  private static Teardown.State state(ConnectionState connection) {
    FlowState one = connection.first;
    FlowState other = connection.second;
    if (connection.is(ConnectionState.RESET)) {
      return Teardown.State.RESET;
    }
    if (!one.is(FlowState.FIN_SEEN) && !other.is(FlowState.FIN_SEEN)) {
      return Teardown.State.OPEN;
    }
    boolean both = one.is(FlowState.FIN_SEEN) && other.is(FlowState.FIN_SEEN);
    if (both && isClosed(one) && isClosed(other)) {
      return Teardown.State.CLEAN;
    }
    boolean half = !both && (isClosed(one) || isClosed(other));
    return half ? Teardown.State.HALF_CLOSED : Teardown.State.CANNOT_TELL;
  }

  private static boolean isClosed(FlowState flow) {
    return flow.isFinAcknowledged() && flow.finOffset() >= flow.end;
  }
}
