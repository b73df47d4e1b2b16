package dev.tcpunit.internal.track;

import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** Follows how a connection is closed (RFC 9293 sections 3.5.2 and 3.6). */
public final class TeardownTracker {
  private TeardownTracker() {}

  public static void onFin(TrackedConnection connection, int direction) {
    if (connection.firstCloser < 0) {
      connection.firstCloser = (byte) direction;
    }
  }

  /** The FIN of a side was not its own. */
  public static void onFinForgotten(TrackedConnection connection, int direction) {
    if (connection.firstCloser == direction) {
      closeByPeer(connection, direction);
    }
  }

  private static void closeByPeer(TrackedConnection connection, int direction) {
    FlowState peer = connection.flow(1 - direction);
    connection.firstCloser = (byte) (peer.is(FlowState.FIN_SEEN) ? 1 - direction : -1);
  }

  /** Takes a RST, before its flow moves; one that is not accepted ends nothing (s3.10.7). */
  public static void onReset(
      TrackedConnection connection, int direction, boolean accepted, long seq) {
    FlowState flow = connection.flow(direction);
    FlowState peer = connection.flow(1 - direction);
    flow.set(FlowState.RST_SEEN);
    if (accepted) {
      connection.set(TrackedConnection.RESET);
      onFin(connection, direction);
      peer.set(FlowState.SOCKET_GONE);
      boolean synchronizing = flow.is(FlowState.SYN_SEEN) && !flow.is(FlowState.SYN_ACKED);
      // Whoever aborts sends its RST behind all that it has sent, and has no socket any more.
      if (!synchronizing && seq == flow.next()) {
        flow.set(FlowState.SOCKET_GONE);
      }
    }
  }

  /** The peer has not taken a RST that seemed to be accepted. */
  public static void onResetRefuted(TrackedConnection connection, int direction) {
    FlowState peer = connection.flow(1 - direction);
    peer.clear(FlowState.SOCKET_GONE);
    if (!wasReset(connection.first) && !wasReset(connection.second)) {
      connection.clear(TrackedConnection.RESET | TrackedConnection.REFUSED);
      closeByPeer(connection, direction);
    } else if (connection.firstCloser == direction && !wasReset(connection.flow(direction))) {
      connection.firstCloser = (byte) (1 - direction);
    }
  }

  private static boolean wasReset(FlowState flow) {
    List<SeenReset> resets = resets(flow);
    return resets != null && resets.stream().anyMatch(reset -> reset.accepted());
  }

  /** Whether a RST of this side may have been accepted, or not: nothing told. */
  private static boolean mayHaveReset(FlowState flow) {
    List<SeenReset> resets = resets(flow);
    return resets != null && resets.stream().anyMatch(reset -> !reset.accepted());
  }

  private static List<SeenReset> resets(FlowState flow) {
    return flow.rareOrNull() == null ? null : flow.rareOrNull().resets;
  }

  public static Teardown freeze(TrackedConnection connection) {
    Optional<Role> first = Optional.empty();
    if (connection.firstCloser >= 0) {
      boolean client = connection.firstCloser == connection.clientDirection;
      first = Optional.of(client ? Role.CLIENT : Role.SERVER);
    }
    return new Teardown(state(connection), first);
  }

  private static Teardown.State state(TrackedConnection connection) {
    FlowState one = connection.first;
    FlowState other = connection.second;
    if (connection.is(TrackedConnection.RESET)) {
      return Teardown.State.RESET;
    }
    if (areClosed(one, other)) {
      return Teardown.State.CLEAN;
    }
    if (mayHaveReset(one) || mayHaveReset(other)) {
      return Teardown.State.CANNOT_TELL;
    }
    if (!one.is(FlowState.FIN_SEEN) && !other.is(FlowState.FIN_SEEN)) {
      return Teardown.State.OPEN;
    }
    boolean both = one.is(FlowState.FIN_SEEN) && other.is(FlowState.FIN_SEEN);
    boolean half = !both && (isClosed(one) || isClosed(other));
    return half ? Teardown.State.HALF_CLOSED : Teardown.State.CANNOT_TELL;
  }

  private static boolean areClosed(FlowState one, FlowState other) {
    return isClosed(one) && isClosed(other);
  }

  private static boolean isClosed(FlowState flow) {
    return flow.isFinAcknowledged() && flow.finOffset() >= flow.end;
  }
}
