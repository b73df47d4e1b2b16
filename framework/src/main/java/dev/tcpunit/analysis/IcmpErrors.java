package dev.tcpunit.analysis;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SeenIcmpError;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What ICMP said of both flows of a connection, in the order of capture. */
final class IcmpErrors {
  private IcmpErrors() {}

  static List<IcmpError> of(TrackedConnection state) {
    List<IcmpError> errors = new ArrayList<>();
    add(state.client(), Role.CLIENT, errors);
    if (!state.isFromItself()) {
      add(state.server(), Role.SERVER, errors);
    }
    errors.sort(Comparator.comparingLong(IcmpError::frame));
    return errors;
  }

  private static void add(FlowState flow, Role told, List<IcmpError> to) {
    RareFacts facts = flow.rareOrNull();
    if (facts != null && facts.icmpErrors != null) {
      facts.icmpErrors.forEach(seen -> to.add(frozen(seen, told)));
    }
  }

  private static IcmpError frozen(SeenIcmpError seen, Role told) {
    return new IcmpError(
        seen.frame(),
        seen.timeNanos(),
        seen.sender().address(),
        told,
        seen.kind(),
        seen.type(),
        seen.code(),
        seen.mtu() == DecodedSegment.ABSENT ? OptionalInt.empty() : OptionalInt.of(seen.mtu()),
        seen.seq() == FlowState.NONE ? OptionalLong.empty() : OptionalLong.of(seen.seq()),
        seen.inFlight());
  }
}
