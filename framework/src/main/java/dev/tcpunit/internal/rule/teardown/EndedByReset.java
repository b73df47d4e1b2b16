package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
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
public final class EndedByReset implements WaitingRule<Connection> {
  private final Judgement judgement;
  private final String name;
  private final String source;
  private final String text;
  private final String expectation;
  private final Role side;
  private final boolean insteadOfFin;

  private EndedByReset(
      String name, String source, String text, String verb, Role side, boolean insteadOfFin) {
    this.name = name;
    this.source = source;
    this.text = text;
    this.side = side;
    this.insteadOfFin = insteadOfFin;
    expectation = "be " + verb + " by the " + Wording.side(side);
    judgement = new Judgement(name);
  }

  /** A RST of this side, which its peer accepted, ended the connection. */
  public static EndedByReset resetBy(Role side) {
    return new EndedByReset(
        "wasResetBy",
        "RFC 9293 s3.5.3",
        "a RST that its receiver accepts ends the connection at once",
        "reset",
        side,
        false);
  }

  /** This side gave the connection up by RST, and had sent no FIN. */
  public static EndedByReset abortedBy(Role side) {
    return new EndedByReset(
        "wasAbortedBy",
        "RFC 9293 s3.10.5",
        "to abort is to send RST and no FIN: what is under way is lost",
        "aborted",
        side,
        true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = patience.await(captured, "its end", Closed::isOver);
    if (!NoResets.areSent(connection)) {
      return judgement.violatedByAbsence(without(connection), Doubt.unseen(connection.flow(side)));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(expecting(connection).but("there was a RST"), Doubt.NO_SEGMENTS);
    }
    Optional<Segment> rst = end(connection);
    Optional<String> doubt = ResetStory.doubt(connection);
    if (rst.isEmpty() && doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection).but("there was a RST"), doubt.get());
    }
    return rst.isEmpty()
        ? judgement.violatedByAbsence(without(connection), Doubt.unseen(connection.flow(side)))
        : judge(new ResetStory(connection, rst.get()), connection);
  }

  private Optional<Segment> end(Connection connection) {
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
    List<Segment> closing = closing(connection);
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

  private static List<Segment> closing(Connection connection) {
    return connection.segments().stream()
        .filter(segment -> segment.has(TcpFlags.FIN) || segment.has(TcpFlags.RST))
        .toList();
  }

  private Finding expecting(Connection connection) {
    return Finding.expecting(connection, expectation).rule(source, text);
  }
}
