package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
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
public final class NoResets implements WaitingRule<Connection> {
  private final String name;
  private final String expectation;
  private final Function<Closing, List<Segment>> forbidden;
  private final Judgement judgement;

  private NoResets(String name, String expectation, Function<Closing, List<Segment>> forbidden) {
    this.name = name;
    this.expectation = expectation;
    this.forbidden = forbidden;
    judgement = new Judgement(name);
  }

  static NoResets atAll() {
    return new NoResets("hasNoResets", "have no resets", Closing::resets);
  }

  static NoResets afterFin() {
    return new NoResets("hasNoResetAfterFin", "have no reset after a FIN", Closing::resetsAfterFin);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String source() {
    return "RFC 9293 s3.5.2";
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    if (!areSent(connection)) {
      return judgement.holds(none(connection));
    }
    if (!connection.keepsSegments()) {
      return withoutSegments(finding(connection).but("there was a RST"));
    }
    List<Segment> resets = forbidden.apply(Closing.of(connection));
    return resets.isEmpty()
        ? judgement.holds(none(connection))
        : judgement.violatedByPresence(found(connection, resets));
  }

  /** Whether a side sent RST, which is known even where no segments are kept. */
  static boolean areSent(Connection connection) {
    return connection.clientToServer().hasSentReset() || connection.serverToClient().hasSentReset();
  }

  private Verdict withoutSegments(Finding seen) {
    return name.equals("hasNoResets")
        ? judgement.violatedByPresence(seen)
        : judgement.cannotTell(seen, Doubt.NO_SEGMENTS);
  }

  private Finding none(Connection connection) {
    String resets = areSent(connection) ? "no RST after a FIN in " : "no RST in ";
    return finding(connection).but(resets + Wording.count(connection.segmentCount(), "segment"));
  }

  private Finding found(Connection connection, List<Segment> resets) {
    ResetStory story = ResetStory.of(connection, resets);
    return story.tell(finding(connection).but(story.statement()).offenders(connection, resets));
  }

  private Finding finding(Connection connection) {
    return Finding.expecting(connection, expectation)
        .rule(source(), "a RST aborts the connection, or says that there is none");
  }
}
