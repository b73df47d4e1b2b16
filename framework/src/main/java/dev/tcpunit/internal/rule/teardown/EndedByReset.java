package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.SidedRule;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A side ended an open connection by RST: whenever it did, or in place of its FIN. The answer to a
 * SYN refuses a connection that never was.
 */
public final class EndedByReset extends StatedRule<Connection>
    implements WaitingRule<Connection>, SidedRule {
  private final Role side;
  private final boolean insteadOfFin;

  private EndedByReset(
      String assertion, String verb, Role side, boolean insteadOfFin, String source, String words) {
    super(assertion, "be " + verb + " by the " + Wording.side(side), source, words);
    this.side = side;
    this.insteadOfFin = insteadOfFin;
  }

  /** A RST of this side, which its peer accepted, ended the connection. */
  public static EndedByReset resetBy(Role side) {
    return new EndedByReset(
        "wasResetBy",
        "reset",
        side,
        false,
        "RFC 9293 s3.5.3",
        "a RST that its receiver accepts ends the connection at once");
  }

  /** This side gave the connection up by RST, and had sent no FIN. */
  public static EndedByReset abortedBy(Role side) {
    return new EndedByReset(
        "wasAbortedBy",
        "aborted",
        side,
        true,
        "RFC 9293 s3.10.5",
        "to abort is to send RST and no FIN: what is under way is lost");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = patience.await(captured, "its end", Closed::isOver);
    if (NoResets.areSent(connection) && !connection.keepsSegments()) {
      return judgement.cannotTell(expecting(connection).but("there was a RST"), Doubt.NO_SEGMENTS);
    }
    Optional<Segment> rst = end(connection);
    if (rst.isPresent()) {
      return judge(new ResetStory(connection, rst.get()), connection);
    }
    Optional<String> doubt = ResetStory.doubt(connection);
    return doubt.isPresent()
        ? judgement.cannotTell(expecting(connection).but("there was a RST"), doubt.get())
        : judgement.violatedByAbsence(without(connection), Doubt.unseen(connection.flow(side)));
  }

  private Optional<Segment> end(Connection connection) {
    if (!connection.keepsSegments()) {
      return Optional.empty();
    }
    Closing closing = Closing.of(connection);
    return insteadOfFin ? closing.abort() : closing.reset();
  }

  private Verdict judge(ResetStory story, Connection connection) {
    Finding found = expecting(connection).but(story.statement());
    boolean asExpected =
        story.sender() == side
            && !story.isAnswerToSyn()
            && !(insteadOfFin && story.isAfterOwnFin());
    return asExpected
        ? judgement.provenByPresence(found)
        : judgement.violatedByPresence(
            story.tell(found.offenders(connection, List.of(story.rst()))));
  }

  /** No RST ended it: what did, with the segments that show it. */
  private Finding without(Connection connection) {
    Finding expected = expecting(connection);
    if (!connection.keepsSegments()) {
      return expected.but("there was no RST");
    }
    List<Segment> closing = Closed.finsAndResets(connection);
    return closing.isEmpty()
        ? Closed.byNobody(expected, connection)
        : expected
            .but(howItEnded(connection))
            .timedOffenders(connection, closing, segment -> effect(connection, segment));
  }

  private static String effect(Connection connection, Segment segment) {
    return segment.has(TcpFlags.RST) ? new ResetStory(connection, segment).statement() : "";
  }

  private static String howItEnded(Connection connection) {
    return switch (connection.teardown().state()) {
      case CLEAN -> "both sides closed by FIN";
      case HALF_CLOSED -> "one side closed by FIN, and the other has not closed";
      case OPEN, RESET, CANNOT_TELL -> "no RST ended it";
    };
  }
}
