package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No connection was opened while an earlier one to the same server was free. */
public final class ReusedConnections implements Rule<Trace> {
  private static final String EXPECTATION = "reuse its connections";

  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "reusesConnections";
  }

  @Override
  public String source() {
    return "RFC 9112 s9.3";
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

  private Finding expecting(Trace trace) {
    return Finding.expecting(trace, EXPECTATION)
        .rule(
            source(),
            "a connection stays open for further requests; a new one costs a round trip and starts"
                + " slowly");
  }
}
