package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.Turn;
import dev.tcpunit.dynamics.Turns;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The two sides took turns no more often than so, as the client saw it. */
public final class AtMostTurns extends StatedRule<Connection> {
  private static final int MOST_LISTED = 8;

  private final int most;

  public AtMostTurns(int most) {
    super(
        "hasAtMostTurns",
        "take at most " + Wording.count(most, "turn"),
        "RFC 9110 s3.4",
        "a response answers a request; whoever waits for the other waits a round trip");
    this.most = most;
  }

  @Override
  public Verdict judge(Connection captured) {
    Connection connection = captured.seenBy(Role.CLIENT);
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(expecting(connection), Doubt.NO_SEGMENTS);
    }
    List<Turn> turns = Turns.of(connection).inOrder();
    Finding found =
        expecting(connection).but("the sides took " + Wording.count(turns.size(), "turn"));
    Optional<String> order = crossing(connection, turns);
    return turns.size() > most
        ? judgement.violatedByAbsence(
            tooMany(found, connection, turns),
            Doubt.unseen(connection.clientToServer())
                .or(() -> Doubt.unseen(connection.serverToClient()))
                .or(() -> order))
        : judgement.holds(found, Doubt.ofBothFlows(connection).or(() -> order));
  }

  /** Elsewhere than beside the client, what crosses on the way is seen in another order. */
  private static Optional<String> crossing(Connection connection, List<Turn> turns) {
    for (int i = 1; i < turns.size() && !connection.vantagePoint().isBeside(Role.CLIENT); i++) {
      Turn before = turns.get(i - 1);
      Segment first = turns.get(i).first();
      if (first.ack() < before.start() + before.bytes()) {
        return Optional.of(
            "#%d crossed data of the %s on the way: it takes a capture beside the client"
                .formatted(first.frame(), Wording.side(before.sender())));
      }
    }
    return Optional.empty();
  }

  private Finding tooMany(Finding found, Connection connection, List<Turn> turns) {
    Map<Segment, String> notes =
        turns.stream()
            .skip(most)
            .collect(Collectors.toMap(Turn::first, turn -> "turn " + (turns.indexOf(turn) + 1)));
    List<Segment> beyond = turns.stream().skip(most).map(Turn::first).toList();
    return found
        .timedOffenders(connection, beyond, segment -> notes.getOrDefault(segment, ""))
        .fact("turns", listed(connection, turns))
        .lookFor(Remedy.FEWER_TURNS);
  }

  /** {@code client 136 bytes, server 25 bytes, ...}. */
  private static String listed(Connection connection, List<Turn> turns) {
    Function<Turn, String> words =
        turn ->
            Wording.side(turn.sender())
                + " "
                + Wording.count(turn.bytes(), "byte")
                + messages(connection.flow(turn.sender()), turn);
    String first = turns.stream().limit(MOST_LISTED).map(words).collect(Collectors.joining(", "));
    int more = turns.size() - MOST_LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** {@code (201)} for an answer, {@code (a request without a body)}. */
  private static String messages(Flow flow, Turn turn) {
    List<String> words =
        flow.httpMessages().stream()
            .filter(m -> m.start() >= turn.start() && m.start() < turn.start() + turn.bytes())
            .map(AtMostTurns::words)
            .toList();
    return words.isEmpty() || words.size() > 2 ? "" : " (" + Wording.join(words) + ")";
  }

  private static String words(HttpMessage message) {
    if (message.status() > 0) {
      return String.valueOf(message.status());
    }
    return message.hasBody() ? "a request with a body" : "a request without a body";
  }
}
