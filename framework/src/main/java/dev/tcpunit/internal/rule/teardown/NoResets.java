package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.DamagedReset;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Function;

/**
 * Neither side sent RST, for whatever reason and even if it reset nothing; or no RST came once a
 * side had sent FIN: a close that began in order also ended in order.
 */
public final class NoResets extends StatedRule<Connection> implements WaitingRule<Connection> {
  private final Function<Closing, List<Segment>> forbidden;

  private NoResets(
      String assertion, String expectation, Function<Closing, List<Segment>> forbidden) {
    super(
        assertion,
        expectation,
        "RFC 9293 s3.5.2",
        "a RST aborts the connection, or says that there is none");
    this.forbidden = forbidden;
  }

  static NoResets atAll() {
    return new NoResets("hasNoResets", "have no resets", Closing::resets);
  }

  static NoResets afterFin() {
    return new NoResets("hasNoResetAfterFin", "have no reset after a FIN", Closing::resetsAfterFin);
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    if (!connection.keepsSegments()) {
      return areSent(connection)
          ? withoutSegments(expecting(connection).but("there was a RST"))
          : judgement.holds(none(connection));
    }
    List<Segment> all = forbidden.apply(Closing.of(connection));
    List<Segment> whole = all.stream().filter(DamagedReset::isWhole).toList();
    return whole.isEmpty()
        ? judgement.holds(none(connection), DamagedReset.doubt(all))
        : judgement.violatedByPresence(found(connection, whole));
  }

  /** Whether a side sent RST, which is known even where no segments are kept. */
  static boolean areSent(Connection connection) {
    return connection.clientToServer().hasSentReset() || connection.serverToClient().hasSentReset();
  }

  private Verdict withoutSegments(Finding seen) {
    return name().equals("hasNoResets")
        ? judgement.violatedByPresence(seen)
        : judgement.cannotTell(seen, Doubt.NO_SEGMENTS);
  }

  private Finding none(Connection connection) {
    String resets = areSent(connection) ? "no RST after a FIN in " : "no RST in ";
    return expecting(connection).but(resets + Wording.count(connection.segmentCount(), "segment"));
  }

  private Finding found(Connection connection, List<Segment> resets) {
    ResetStory story = ResetStory.of(connection, resets);
    return story.tell(expecting(connection).but(story.statement()).offenders(connection, resets));
  }
}
