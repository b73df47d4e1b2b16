package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Messages of {@code losesNoDataOnClose}. */
public final class ShouldLoseNoDataOnClose {
  public static final String SOURCE = "RFC 9293 s3.6.1";

  private final Connection connection;

  public ShouldLoseNoDataOnClose(Connection connection) {
    this.connection = connection;
  }

  public Finding nothingLost(String how) {
    return message().but(how);
  }

  public Finding notClosed() {
    return connection.teardown().first().isPresent()
        ? HalfOpen.tell(message().but("only one side has closed"), connection)
        : new Standstill(connection).tellUnclosed(message().but("nobody closed the connection"));
  }

  /** The RST ended a connection with these flows not all acknowledged. */
  public Finding unacknowledged(List<Flow> flows) {
    List<String> words =
        flows.stream()
            .map(
                flow ->
                    "%s of the %s"
                        .formatted(
                            Wording.count(ResetStory.unacknowledged(flow), "byte"),
                            Wording.side(flow.sender())))
            .toList();
    return reset("the RST came before " + Wording.join(words) + " had been acknowledged");
  }

  /** A side sent RST right after its FIN, so something that it had received was not read. */
  public Finding unread(Role closer) {
    return reset(
        "the %s closed with data of the %s unread, and so discarded it"
            .formatted(Wording.side(closer), Wording.side(closer.peer())));
  }

  public Finding maybeUnread() {
    return ResetStory.end(connection)
        .map(rst -> reset(new ResetStory(connection, rst).statement()))
        .orElseGet(() -> message().but("a RST ended the connection"));
  }

  private Finding reset(String words) {
    Finding message = message().but(words);
    Optional<Segment> rst = ResetStory.end(connection);
    if (rst.isEmpty()) {
      return message;
    }
    List<Segment> shown = new ArrayList<>(List.of(rst.get()));
    ResetStory story = new ResetStory(connection, rst.get());
    story.dataAfterClose().ifPresent(shown::add);
    shown.sort(Comparator.comparingInt(Segment::index));
    return story.tell(message.offenders(connection, shown)).at(rst.get());
  }

  private Finding message() {
    return Finding.expecting(connection, "lose no data on close")
        .rule(
            SOURCE, "close() delivers what was sent; with data unread it sends RST and loses data");
  }
}
