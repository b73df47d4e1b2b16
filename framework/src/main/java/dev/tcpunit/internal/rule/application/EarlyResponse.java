package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A final response, and how much of the request the client had sent when the response came.
 *
 * @param connection the connection of both
 * @param request the request that the response answers
 * @param response the response
 * @param segment the server's segment with the first byte of the response
 * @param sentBefore the offset up to which the client had sent when that segment came
 */
record EarlyResponse(
    Connection connection,
    HttpMessage request,
    HttpMessage response,
    Segment segment,
    long sentBefore) {

  /** Data that waited for an ACK or for the window is sent within this time of the ACK. */
  private static final long AT_ONCE = 200_000;

  /** A sender that paces its data sends something every millisecond or so. */
  private static final long PACED = 5_000_000;

  /** No thread waits so long for a processor. */
  private static final long LONG_PAUSE = 1_000_000_000;

  /** Clients write some 8 to 64 KiB at a time. */
  private static final long LARGEST_WRITE = 256 << 10;

  /** The responses of an HTTP/1 connection whose payload was captured, in order. */
  static List<EarlyResponse> all(Connection connection) {
    List<HttpMessage> requests = connection.clientToServer().httpMessages();
    List<HttpMessage> responses =
        connection.serverToClient().httpMessages().stream()
            .filter(message -> !message.isInterim())
            .toList();
    List<EarlyResponse> found = new ArrayList<>();
    long sent = 0;
    for (Segment segment : connection.segments()) {
      int next = found.size();
      if (next == Math.min(requests.size(), responses.size())) {
        break;
      }
      if (Exchange.isNewData(segment, Role.CLIENT)) {
        sent = Math.max(sent, segment.seq() + segment.length());
      } else if (Exchange.isNewData(segment, Role.SERVER)
          && segment.seq() + segment.length() > responses.get(next).start()) {
        found.add(
            new EarlyResponse(connection, requests.get(next), responses.get(next), segment, sent));
      }
    }
    return found;
  }

  boolean isEarly() {
    return sentBefore < request.end();
  }

  /** Whether the client never sent the end of the request. */
  boolean isCut() {
    return connection.clientToServer().endOffset() < request.end();
  }

  /**
   * Whether the kernel may already have held all the data that was sent after the response came.
   */
  boolean mayHaveBeenHeld() {
    FlowDynamics sending = FlowDynamics.of(connection.clientToServer());
    return sentAfter().stream()
        .noneMatch(s -> leftAsWritten(s, sending) || pauseBefore(s) > PACED && fits(s, sending));
  }

  /** The segments of the request that the client sent after the response. */
  List<Segment> sentAfter() {
    return connection.segments().subList(segment.index(), connection.segments().size()).stream()
        .filter(s -> Exchange.isNewData(s, Role.CLIENT) && s.seq() < request.end())
        .toList();
  }

  /** Those of them with some of its body that left when the client's kernel had the response. */
  List<Segment> bodyAfter() {
    return sentAfter().stream()
        .filter(s -> s.seq() + s.length() > request.headEnd() && s.ack() > response.start())
        .toList();
  }

  /**
   * The first segment that the client cannot have begun to write before it could see the response.
   * A segment was sent as soon as it was written if all data before it was acknowledged and the
   * window had room, since then the kernel held nothing back. The first such segment may still
   * belong to a write that had begun; the next one does not, nor does a segment after a long pause,
   * nor do more bytes than one write has.
   */
  Optional<Segment> writtenLater() {
    FlowDynamics sending = FlowDynamics.of(connection.clientToServer());
    long reaction = ConnectionDynamics.of(connection).stallThreshold().toNanos();
    boolean seen = false;
    long bytes = 0;
    for (Segment sent : sentAfter()) {
      boolean late = sent.timeNanos() - segment.timeNanos() > reaction;
      boolean again = seen;
      if (leftAsWritten(sent, sending)) {
        if (late && (again || pauseBefore(sent) > LONG_PAUSE)) {
          return Optional.of(sent);
        }
        seen = true;
      }
      bytes += seen ? sent.length() : 0;
      if (late && bytes > LARGEST_WRITE) {
        return Optional.of(sent);
      }
    }
    return Optional.empty();
  }

  private boolean leftAsWritten(Segment sent, FlowDynamics sending) {
    return pauseBefore(sent) > AT_ONCE
        && sending.flightSizeAfter(before(sent)) == 0
        && fits(sent, sending);
  }

  private boolean fits(Segment sent, FlowDynamics sending) {
    return sending.receiveWindow().leftAfter(before(sent)).orElse(0) >= sent.length();
  }

  private Segment before(Segment sent) {
    return connection.segments().get(sent.index() - 1);
  }

  private long pauseBefore(Segment sent) {
    return sent.timeNanos() - before(sent).timeNanos();
  }
}
