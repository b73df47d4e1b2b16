package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;

/** Writes down which segments were not accepted, and takes it back where later ones refute it. */
final class Refusals {
  private Refusals() {}

  /** Says of a segment of a flow why it was not accepted, or may not have been. */
  static void add(TrackedConnection connection, FlowState flow, int row, AcceptanceReason reason) {
    if (reason.acceptance() == Acceptance.IGNORED) {
      flow.rare().increment(FlowCount.NOT_ACCEPTED);
    }
    if (row >= 0) {
      connection.segments.refuse(row, reason);
    }
  }

  /** Says of the segments of a flow from a row on that a reason does not hold of them. */
  static void takeBack(
      TrackedConnection connection, FlowState flow, AcceptanceReason reason, int firstRow) {
    if (firstRow >= 0 && connection.segments != null) {
      // Roles may turn out later: rows hold directions, and the first sender stands as the client.
      Role sender = flow == connection.first ? Role.CLIENT : Role.SERVER;
      int number = connection.segments.acceptAfterAll(reason, sender, firstRow);
      flow.rare().add(FlowCount.NOT_ACCEPTED, -number);
    }
  }
}
