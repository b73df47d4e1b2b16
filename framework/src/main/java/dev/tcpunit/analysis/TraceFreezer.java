package dev.tcpunit.analysis;

import dev.tcpunit.internal.classify.SegmentClassifier;
import dev.tcpunit.internal.classify.VantageFinder;
import dev.tcpunit.internal.classify.WindowStep;
import dev.tcpunit.internal.model.CapturedConnection;
import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.model.ConnectionsOnDemand;
import dev.tcpunit.internal.track.ConnectionIndex;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.HandshakeTracker;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SynOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/** Makes immutable connections of what tracking and classification hold at one moment. */
final class TraceFreezer implements IntFunction<CapturedConnection> {
  private final ConnectionIndex table;
  private final SendHistory history;
  private final VantageFinder vantage;
  private final Map<Long, SynOptions> offers = new HashMap<>();

  /** Whether a copy and a sight at another interface were the same to the capture. */
  private final boolean isCopyUnknown;

  /** How to judge where the time goes back. */
  private final TimeOrder timeOrder;

  /** The ends that are doors. */
  private final Set<Endpoint> doors;

  TraceFreezer(
      SegmentClassifier classifier,
      boolean isCopyUnknown,
      TimeOrder timeOrder,
      Set<Endpoint> doors) {
    this.doors = doors;
    this.timeOrder = timeOrder;
    this.isCopyUnknown = isCopyUnknown;
    table = classifier.connections();
    history = classifier.history();
    vantage = classifier.vantage();
  }

  List<Connection> connections(boolean withSegments) {
    int[] serverViews = vantage.link().isPresent() ? BothEnds.pair(table, vantage) : null;
    List<Connection> frozen = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      if (serverViews == null) {
        frozen.add(freeze(i, i, withSegments).build());
      } else if (serverViews[i] != BothEnds.IS_PART_OF_ANOTHER) {
        frozen.add(freezePair(i, serverViews[i], frozen.size(), withSegments));
      }
    }
    return frozen;
  }

  /**
   * The same without segments, each connection made when it is first asked for; no more segments
   * may come.
   */
  List<Connection> connectionsOnDemand() {
    return vantage.link().isPresent()
        ? connections(false)
        : new ConnectionsOnDemand(table.size(), this);
  }

  @Override
  public CapturedConnection apply(int number) {
    return freeze(number, number, false).build();
  }

  private CapturedConnection freezePair(
      int state, int serverView, int index, boolean withSegments) {
    CapturedConnection client = freeze(state, index, withSegments).build();
    return serverView == BothEnds.NONE
        ? client
        : CapturedConnection.ofBothEnds(client, freeze(serverView, index, withSegments).build());
  }

  private CapturedConnection.Builder freeze(int number, int index, boolean withSegments) {
    TrackedConnection state = table.get(number);
    Endpoint client = state.sender(state.clientDirection);
    Endpoint server = state.sender(1 - state.clientDirection);
    CapturedConnection.Builder builder =
        CapturedConnection.builder(index)
            .seen(state.evidence(), vantage.find(state))
            .lifecycle(HandshakeTracker.freeze(state), TeardownTracker.freeze(state))
            .flows(
                flow(state, Role.CLIENT, client, server), flow(state, Role.SERVER, server, client))
            .time(state.startNanos, state.lastNanos)
            .disorder(timeOrder.of(state))
            .icmpErrors(IcmpErrors.of(state))
            .door(door(client, server));
    if (withSegments) {
      builder.segments(segments(state));
    }
    return builder;
  }

  private Optional<Role> door(Endpoint client, Endpoint server) {
    if (doors.isEmpty()) {
      return Optional.empty();
    }
    return isDoor(server)
        ? Optional.of(Role.SERVER)
        : Optional.of(Role.CLIENT).filter(role -> isDoor(client));
  }

  private boolean isDoor(Endpoint end) {
    return doors.contains(end) || doors.contains(Endpoint.of(end.address(), 0));
  }

  private static SegmentColumns segments(TrackedConnection state) {
    SegmentColumns rows = state.segments.frozen();
    UnseenBytes.correct(rows, Role.CLIENT, state.first, state.second);
    UnseenBytes.correct(rows, Role.SERVER, state.second, state.first);
    if (state.clientDirection == 1) {
      rows.exchangeRoles();
    }
    return rows;
  }

  private CapturedFlow flow(TrackedConnection state, Role sender, Endpoint from, Endpoint to) {
    int direction = sender == Role.CLIENT ? state.clientDirection : 1 - state.clientDirection;
    // A socket connected to itself has one sequence space, which stands as the client's.
    boolean empty = state.isFromItself() && sender == Role.SERVER;
    FlowState flow = empty ? new FlowState() : state.flow(direction);
    FlowState peer = empty ? flow : state.flow(1 - direction);
    CapturedFlow.Builder builder = CapturedFlow.builder(sender, from, to);
    FlowCounts.write(builder, flow, peer, WindowStep.areOffersKnown(flow, peer));
    if (isCopyUnknown) {
      builder.unknown(FlowCount.NETWORK_DUPLICATES).unknown(FlowCount.DUPLICATE_ACKS);
    }
    FlowState opened = HandshakeTracker.opened(flow);
    if (opened != null) {
      SynOptions offered = opened.is(FlowState.OFFERS_CUT) ? null : offered(opened);
      builder.syn(new SeqNumber(opened.base), offered);
    }
    if (flow.is(FlowState.FIN_SEEN)) {
      builder.fin(flow.finOffset(), flow.isFinAcknowledged());
    }
    if (flow.is(FlowState.RST_SEEN)) {
      builder.reset();
    }
    if (flow.acknowledgedTo != FlowState.NONE) {
      builder.acknowledgedTo(flow.acknowledgedTo);
    }
    builder.endOffset(flow.end);
    if (flow.segments > 0 && flow.hasOutstanding()) {
      findLatestOutstanding(builder, flow);
    }
    if (flow.payload != null && flow.is(FlowState.SYN_SEEN)) {
      builder.httpMessages(flow.payload.messages());
      builder.tls(flow.payload.tlsRecords(), flow.payload.tlsHello());
      builder.httpParts(flow.payload.parts());
    }
    return builder.payloadSha256(digest(flow)).build();
  }

  private void findLatestOutstanding(CapturedFlow.Builder builder, FlowState flow) {
    for (long entry = flow.latest; history.holds(entry); entry = history.previous(entry)) {
      boolean outstanding =
          flow.acknowledgedTo == FlowState.NONE || history.end(entry) > flow.acknowledgedTo;
      if (outstanding && history.is(entry, SendHistory.OCCUPIES)) {
        builder.unacknowledgedSince(history.nanos(entry));
        return;
      }
    }
    if (flow.latest != SendHistory.NONE && flow.acknowledgedTo != FlowState.NONE) {
      // It was sent before all that is remembered.
      builder.unacknowledgedSince(history.oldestNanos());
    }
  }

  private static String digest(FlowState flow) {
    boolean whole = flow.is(FlowState.SYN_SEEN) && flow.missingBytes() == 0;
    boolean unseen = flow.acknowledgedTo != FlowState.NONE && flow.acknowledgedTo > flow.next();
    return whole && !unseen && flow.payload != null ? flow.payload.digestUpTo(flow.end) : null;
  }

  /** Most connections of a host offer the same. */
  private SynOptions offered(FlowState flow) {
    int flags =
        FlowState.SACK_PERMITTED | FlowState.TIMESTAMPS | FlowState.FAST_OPEN | FlowState.MULTIPATH;
    Long key = (long) (flow.flags & flags) << 24 | (flow.windowScale & 0xFF) << 16 | flow.mss;
    SynOptions known = offers.get(key);
    if (known == null) {
      known =
          new SynOptions(
              flow.mss == 0 ? OptionalInt.empty() : OptionalInt.of(flow.mss),
              flow.windowScale < 0 ? OptionalInt.empty() : OptionalInt.of(flow.windowScale),
              flow.is(FlowState.SACK_PERMITTED),
              flow.is(FlowState.TIMESTAMPS),
              flow.is(FlowState.FAST_OPEN),
              flow.is(FlowState.MULTIPATH));
      offers.put(key, known);
    }
    return known;
  }
}
