package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** Messages of {@code wasNotAborted}. */
public final class ShouldNotBeAborted {
  public static final String SOURCE = "RFC 9293 s3.10.7";

  private final Connection connection;

  public ShouldNotBeAborted(Connection connection) {
    this.connection = connection;
  }

  public Finding notAborted() {
    return message().but("no RST ended it");
  }

  public Finding aborted() {
    Optional<Segment> rst = CloseSegments.reset(connection);
    if (rst.isEmpty()) {
      return message().but("a RST ended the connection");
    }
    ResetStory story = new ResetStory(connection, rst.get());
    return story.tell(message().but(story.statement()).offenders(connection, List.of(rst.get())));
  }

  private Finding message() {
    return Finding.expecting(connection, "not be aborted")
        .rule(SOURCE, "a RST ends a connection at once, and what is under way is lost");
  }
}
