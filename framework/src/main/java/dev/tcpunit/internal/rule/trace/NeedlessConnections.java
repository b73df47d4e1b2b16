package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that were opened while another was free, each with the latest that was.
 *
 * @param doubtful the first that was opened while it is not known if another was free
 */
record NeedlessConnections(Map<Connection, FreeConnection> all, Optional<Connection> doubtful) {
  static NeedlessConnections of(Trace trace) {
    Map<Connection, FreeConnection> needless = new LinkedHashMap<>();
    Optional<Connection> doubtful = Optional.empty();
    Map<Endpoint, List<FreeConnection>> byServer = new HashMap<>();
    for (Connection later : trace.connections()) {
      List<FreeConnection> earlier =
          byServer.computeIfAbsent(later.server(), server -> new ArrayList<>());
      for (int i = earlier.size() - 1; i >= 0; i--) {
        if (earlier.get(i).isFreeFor(later)) {
          needless.put(later, earlier.get(i));
          break;
        }
      }
      boolean open = needless.isEmpty() && doubtful.isEmpty();
      if (open && earlier.stream().anyMatch(free -> free.mayBeFreeFor(later))) {
        doubtful = Optional.of(later);
      }
      if (later.handshake().state() == Handshake.State.COMPLETED) {
        earlier.add(FreeConnection.of(later));
      }
    }
    return new NeedlessConnections(needless, doubtful);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Those that were opened, in order. */
  List<Connection> opened() {
    return List.copyOf(all.keySet());
  }

  /** The connection that was free. */
  Connection insteadOf(Connection opened) {
    return all.get(opened).connection();
  }

  /** Adds what had become of the earlier ones, and what to look for. */
  Finding explain(Finding found) {
    Map<String, Long> states = new LinkedHashMap<>();
    Set<Remedy> remedies = new LinkedHashSet<>();
    all.forEach(
        (later, free) -> {
          states.merge(free.stateAt(later), 1L, Long::sum);
          remedies.addAll(free.remediesAt(later));
        });
    found.fact(
        "evidence",
        "the earlier ones: "
            + Wording.join(
                states.entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .toList()));
    remedies.forEach(found::lookFor);
    return found;
  }
}
