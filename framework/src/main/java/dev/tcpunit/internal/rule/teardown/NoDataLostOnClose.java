package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.HiddenAlert;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All data that was sent before the close arrived, and all that arrived was read. */
public final class NoDataLostOnClose extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  private static final long SHORTEST_ALERT = 24;
  private static final long LONGEST_ALERT = 53;

  public NoDataLostOnClose() {
    super(
        "losesNoDataOnClose",
        "lose no data on close",
        "RFC 9293 s3.6.1",
        "close() delivers what was sent; with data unread it sends RST and loses data");
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection closed = patience.await(connection, "its close to be complete", Closed::isOver);
    return switch (closed.teardown().state()) {
      case CLEAN -> judgement.holds(safe(closed, "both sides closed after all of their data"));
      case RESET -> reset(closed);
      case OPEN, HALF_CLOSED, CANNOT_TELL ->
          judgement.cannotTell(notClosed(closed), "the capture does not show it closed");
    };
  }

  private Verdict reset(Connection connection) {
    List<Flow> flows = connection.flows();
    List<Flow> lost = flows.stream().filter(flow -> flow.unacknowledgedBytes() > 0).toList();
    if (!lost.isEmpty()) {
      return unacknowledged(connection, lost);
    }
    if (flows.stream().allMatch(flow -> flow.endOffset() == 1)) {
      return judgement.holds(safe(connection, "no data was sent"));
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(
          expecting(connection).but("a RST ended the connection"), Doubt.NO_SEGMENTS);
    }
    ResetStory story = new ResetStory(connection, ResetStory.end(connection).orElseThrow());
    boolean unread = story.isPartOfClose() || story.discardedUnread();
    return unread && hasReceived(connection, story.sender())
        ? judgement.violatedByPresence(unread(connection, story))
        : judgement.cannotTell(
            found(connection, story, story.statement()),
            "all was acknowledged, but packets do not show what was read: compare it in the test");
  }

  private Verdict unacknowledged(Connection connection, List<Flow> lost) {
    if (lost.stream().allMatch(NoDataLostOnClose::endsWithAlert)) {
      return judgement.holds(
          safe(connection, "what met a closed socket was a TLS alert, as a close_notify is"));
    }
    if (lost.stream().allMatch(flow -> endsWithAlert(flow) || mayEndWithHiddenAlert(flow))) {
      return judgement.cannotTell(
          unacknowledgedData(connection, lost),
          "what met a closed socket may be a TLS alert, as a close_notify is, or data: TLS 1.3"
              + " hides which");
    }
    return lost.stream().allMatch(flow -> endsWithAlert(flow) || mayEndWithAlert(flow))
        ? judgement.cannotTell(
            unacknowledgedData(connection, lost),
            "what met a closed socket has the size of a TLS alert, as a close_notify is: "
                + Doubt.CAPTURE_PAYLOAD)
        : judgement.violatedByAbsence(unacknowledgedData(connection, lost));
  }

  /** Nobody reads a close_notify that comes after a close, and nobody needs to. */
  private static boolean endsWithAlert(Flow flow) {
    return lateRecord(flow).filter(TlsRecord::isAlert).isPresent();
  }

  private static boolean mayEndWithHiddenAlert(Flow flow) {
    return lateRecord(flow)
        .filter(record -> HiddenAlert.mayBe(flow, record))
        .filter(record -> isTls13(flow.connection()))
        .isPresent();
  }

  private static boolean isTls13(Connection connection) {
    return connection.serverToClient().tlsHello().map(TlsHello::isTls13).orElse(true);
  }

  /** The record that was sent after the peer's close, and is all that was not acknowledged. */
  private static Optional<TlsRecord> lateRecord(Flow flow) {
    return flow.lastTlsRecord()
        .filter(record -> record.length() == flow.unacknowledgedBytes())
        .filter(record -> isSentAfterClose(flow));
  }

  /**
   * Whether it is as long as a TLS record with an alert (RFC 8446 sections 5 and 6.1), 2 bytes and
   * what protects them, and the bytes themselves are not known.
   */
  private static boolean mayEndWithAlert(Flow flow) {
    long unacknowledged = flow.unacknowledgedBytes();
    return unacknowledged >= SHORTEST_ALERT
        && unacknowledged <= LONGEST_ALERT
        && flow.httpMessages().isEmpty()
        && flow.payloadSha256().isEmpty()
        && isSentAfterClose(flow);
  }

  /** Only the last segment of the flow is not acknowledged, and the peer had closed before it. */
  private static boolean isSentAfterClose(Flow flow) {
    return flow.connection().keepsSegments()
        && Closing.of(flow.connection())
            .fin(flow.sender().peer())
            .filter(fin -> isSentAfter(fin, flow, flow.unacknowledgedBytes()))
            .isPresent();
  }

  private static boolean isSentAfter(Segment fin, Flow flow, long length) {
    return flow.connection().segments().stream()
        .skip(fin.index())
        .anyMatch(
            s ->
                s.from() == flow.sender()
                    && s.length() == length
                    && s.seq() + length == flow.endOffset());
  }

  private static boolean hasReceived(Connection connection, Role side) {
    return connection.flow(side.peer()).endOffset() > 1;
  }

  private Finding safe(Connection connection, String how) {
    return expecting(connection).but(how);
  }

  private Finding notClosed(Connection connection) {
    return connection.teardown().first().isPresent()
        ? HalfOpen.tell(expecting(connection).but("only one side has closed"), connection)
        : new Standstill(connection)
            .tellUnclosed(expecting(connection).but("nobody closed the connection"));
  }

  private Finding unacknowledgedData(Connection connection, List<Flow> flows) {
    List<String> words =
        flows.stream()
            .map(
                flow ->
                    "%s of the %s"
                        .formatted(
                            Wording.count(flow.unacknowledgedBytes(), "byte"),
                            Wording.side(flow.sender())))
            .toList();
    String lost = " before " + Wording.join(words) + " had been acknowledged";
    return ResetStory.end(connection)
        .map(rst -> new ResetStory(connection, rst))
        .map(story -> found(connection, story, story.aborted() + lost))
        .orElseGet(() -> expecting(connection).but("the RST came" + lost));
  }

  /** A socket that closes by FIN and RST at once had received what nobody can read any more. */
  private Finding unread(Connection connection, ResetStory story) {
    Role closer = story.sender();
    return found(
        connection,
        story,
        "the %s closed with data of the %s unread, and so discarded it"
            .formatted(Wording.side(closer), Wording.side(closer.peer())));
  }

  private Finding found(Connection connection, ResetStory story, String statement) {
    List<Segment> shown =
        Stream.concat(Stream.of(story.rst()), story.dataAfterClose().stream())
            .sorted(Comparator.comparingInt(Segment::index))
            .toList();
    return story
        .tell(expecting(connection).but(statement).offenders(connection, shown))
        .at(story.rst());
  }
}
