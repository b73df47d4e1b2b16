package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No connection was opened while an earlier one to the same server was free. */
public final class ReusedConnections extends StatedRule<Trace> {
  private static final String EXPECTATION = "reuse its connections";

  public ReusedConnections() {
    super(
        "reusesConnections",
        EXPECTATION,
        "RFC 9112 s9.3",
        "a connection stays open for further requests; a new one costs a round trip and starts"
            + " slowly");
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), EXPECTATION);
    }
    if (trace.connections().stream().noneMatch(OpenedConnections::wasOpened)) {
      return judgement.cannotTell(
          expecting(trace).lookFor(Remedy.START_SERVER_FIRST), OpenedConnections.none(trace));
    }
    Map<Connection, Connection> needless = needless(trace);
    if (!needless.isEmpty()) {
      return judgement.violatedByPresence(
          ConnectionLines.show(
                  expecting(trace)
                      .but(
                          Wording.count(needless.size(), "connection")
                              + " opened where an earlier one to the same server was free"),
                  List.copyOf(needless.keySet()),
                  c -> "instead of that from port " + needless.get(c).client().port())
              .lookFor(Remedy.REUSE_CONNECTION));
    }
    boolean unknown =
        trace.connections().size() > 1
            && trace.connections().stream().anyMatch(c -> !c.keepsSegments());
    return unknown
        ? judgement.cannotTell(
            expecting(trace).but("no connection followed another"), Doubt.NO_SEGMENTS)
        : judgement.holds(expecting(trace).but(OpenedConnections.count(trace)));
  }

  /** The connections that were opened while another was free, each with the latest that was. */
  private static Map<Connection, Connection> needless(Trace trace) {
    Map<Connection, Connection> needless = new LinkedHashMap<>();
    Map<Endpoint, List<FreeConnection>> byServer = new HashMap<>();
    for (Connection later : trace.connections()) {
      List<FreeConnection> earlier =
          byServer.computeIfAbsent(later.server(), server -> new ArrayList<>());
      for (int i = earlier.size() - 1; i >= 0; i--) {
        if (earlier.get(i).isFreeFor(later)) {
          needless.put(later, earlier.get(i).connection());
          break;
        }
      }
      if (later.handshake().state() == Handshake.State.COMPLETED) {
        earlier.add(FreeConnection.of(later));
      }
    }
    return needless;
  }

  /**
   * A connection that was established, and might take another request until its server refuses.
   *
   * @param refusedSince when its server closed or reset it, not in answer to the client's close;
   *     {@link Long#MAX_VALUE} if it never did
   */
  private record FreeConnection(Connection connection, long refusedSince) {
    static FreeConnection of(Connection connection) {
      return new FreeConnection(
          connection,
          connection.keepsSegments()
              ? closedByServer(connection.seenBy(Role.CLIENT))
              : sumOf(connection.teardown()));
    }

    private static long closedByServer(Connection connection) {
      Closing closing = Closing.of(connection);
      Optional<Segment> own = closing.fin(Role.CLIENT);
      Optional<Segment> fin =
          closing
              .fin(Role.SERVER)
              .filter(f -> own.isEmpty() || f.ack() <= connection.clientToServer().endOffset());
      Optional<Segment> reset =
          connection.segments().stream()
              .filter(s -> s.from() == Role.SERVER && s.has(TcpFlags.RST))
              .filter(s -> own.isEmpty() || s.index() < own.get().index())
              .findFirst();
      return Math.min(
          fin.map(Segment::timeNanos).orElse(Long.MAX_VALUE),
          reset.map(Segment::timeNanos).orElse(Long.MAX_VALUE));
    }

    /** Without segments: the server had closed first, whenever that was. */
    private static long sumOf(Teardown teardown) {
      return teardown.first().filter(side -> side == Role.SERVER).isPresent()
          ? Long.MIN_VALUE
          : Long.MAX_VALUE;
    }

    /** Whether it might have taken what a later connection of the same client was opened for. */
    boolean isFreeFor(Connection later) {
      return connection.client().address().equals(later.client().address())
          && refusedSince > later.startNanos()
          && (isClosedBefore(later.startNanos()) || isIdleAt(later.startNanos()));
    }

    private boolean isClosedBefore(long nanos) {
      Teardown.State state = connection.teardown().state();
      boolean closed = state == Teardown.State.CLEAN || state == Teardown.State.RESET;
      return closed && connection.endNanos() < nanos;
    }

    /** Data came from the server last, and next from the client: an answer was complete. */
    private boolean isIdleAt(long nanos) {
      Role last = null;
      for (Segment segment : connection.seenBy(Role.CLIENT).segments()) {
        if (segment.length() > 0 && segment.timeNanos() < nanos) {
          last = segment.from();
        } else if (segment.length() > 0) {
          return last == Role.SERVER && segment.from() == Role.CLIENT;
        }
      }
      return last == Role.SERVER;
    }
  }
}
