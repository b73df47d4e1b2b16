package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasNoResets} and {@code hasNoResetAfterFin}. */
public final class ShouldHaveNoResets {
  public static final String SOURCE = "RFC 9293 s3.5.2";

  private final Connection connection;
  private final String expectation;

  private ShouldHaveNoResets(Connection connection, String expectation) {
    this.connection = connection;
    this.expectation = expectation;
  }

  public static ShouldHaveNoResets atAll(Connection connection) {
    return new ShouldHaveNoResets(connection, "have no resets");
  }

  public static ShouldHaveNoResets afterFin(Connection connection) {
    return new ShouldHaveNoResets(connection, "have no reset after a FIN");
  }

  public Finding none() {
    return message().but("no RST in " + Wording.count(connection.segmentCount(), "segment"));
  }

  /** RSTs were sent, of which no more is known if none is given. */
  public Finding found(List<Segment> resets) {
    if (resets.isEmpty()) {
      return message().but("there was a RST");
    }
    ResetStory story = new ResetStory(connection, resets.get(0));
    Finding message = message().but(story.statement()).offenders(connection, resets);
    return story.tell(message);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation)
        .rule(SOURCE, "a RST aborts the connection, or says that there is none");
  }
}
