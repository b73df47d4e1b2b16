package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Attempts to connect to different addresses at one port, up to the first that succeeded: those of
 * one name, as far as packets tell (RFC 8305 section 5). Of one name's attempts a client uses one,
 * so two that it sent data on are of two names.
 *
 * @param attempts in the order of their SYNs, to each address once
 */
record AddressRace(List<Connection> attempts) {

  /** All of a trace whose segments were kept, by their first attempts. */
  static List<AddressRace> all(Trace trace) {
    List<AddressRace> races = new ArrayList<>();
    Map<Integer, AddressRace> current = new HashMap<>();
    for (Connection attempt : trace.connections()) {
      if (attempt.handshake().state() != Handshake.State.NOT_CAPTURED) {
        int port = attempt.server().port();
        AddressRace race = current.get(port);
        if (race == null || !race.takes(attempt)) {
          race = new AddressRace(new ArrayList<>());
          races.add(race);
          current.put(port, race);
        }
        race.attempts.add(attempt);
      }
    }
    return races;
  }

  /** What is tried after one succeeded, or an address once more, begins another race. */
  private boolean takes(Connection next) {
    InetAddress address = next.server().address();
    return attempts.stream()
        .noneMatch(
            earlier ->
                earlier.server().address().equals(address)
                    || isOpenBy(earlier, next.startNanos())
                    || isUsed(earlier) && isUsed(next));
  }

  private static boolean isUsed(Connection attempt) {
    return attempt.clientToServer().endOffset() > 1;
  }

  /** When the client first had a connection, in nanoseconds since the epoch; empty if never. */
  OptionalLong wonNanos() {
    return attempts.stream().flatMapToLong(attempt -> completion(attempt).stream()).min();
  }

  boolean isWonBy(Connection attempt) {
    return completion(attempt).equals(wonNanos());
  }

  /** Attempts that had not succeeded when the delay was over. */
  List<Connection> slow(long delayNanos) {
    return attempts.stream()
        .filter(attempt -> !isOpenBy(attempt, attempt.startNanos() + delayNanos))
        .toList();
  }

  private static boolean isOpenBy(Connection attempt, long nanos) {
    OptionalLong completion = completion(attempt);
    return completion.isPresent() && completion.getAsLong() <= nanos;
  }

  /** When the client had the connection, in nanoseconds since 1970. */
  private static OptionalLong completion(Connection attempt) {
    if (attempt.handshake().state() != Handshake.State.COMPLETED) {
      return OptionalLong.empty();
    }
    return Opening.of(attempt.seenBy(Role.CLIENT)).completion().stream()
        .mapToLong(ack -> ack.timeNanos())
        .findFirst();
  }

  /** How long it took from this attempt to the next, in nanoseconds; empty for the last. */
  OptionalLong pauseAfter(Connection attempt) {
    int next = attempts.indexOf(attempt) + 1;
    return next < attempts.size()
        ? OptionalLong.of(attempts.get(next).startNanos() - attempt.startNanos())
        : OptionalLong.empty();
  }

  boolean hasSeveral() {
    return attempts.size() > 1;
  }
}
