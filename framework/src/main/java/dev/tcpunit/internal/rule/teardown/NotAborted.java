package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** No RST ended the connection; one that answers a late segment after the close does not count. */
public final class NotAborted implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasNotAborted";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.10.7";
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    Finding finding = finding(connection);
    Optional<String> doubt = ResetStory.doubt(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding.but("no RST ended it"), doubt.get());
    }
    return connection.teardown().state() == Teardown.State.RESET
        ? judgement.violatedByPresence(aborted(finding, connection))
        : judgement.holds(finding.but("no RST ended it"));
  }

  private static Finding aborted(Finding finding, Connection connection) {
    Optional<Segment> rst = ResetStory.end(connection);
    if (rst.isEmpty()) {
      return finding.but("a RST ended the connection");
    }
    ResetStory story = new ResetStory(connection, rst.get());
    return story.tell(finding.but(story.statement()).offenders(connection, List.of(rst.get())));
  }

  private Finding finding(Connection connection) {
    return Finding.expecting(connection, "not be aborted")
        .rule(source(), "a RST ends a connection at once, and what is under way is lost");
  }
}
