package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** No RST ended the connection; one that answers a late segment after the close does not count. */
public final class NotAborted extends StatedRule<Connection> implements WaitingRule<Connection> {
  public NotAborted() {
    super(
        "wasNotAborted",
        "not be aborted",
        "RFC 9293 s3.10.7",
        "a RST ends a connection at once, and what is under way is lost");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection = Closed.toItsEnd(captured, patience);
    Finding finding = expecting(connection);
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
}
