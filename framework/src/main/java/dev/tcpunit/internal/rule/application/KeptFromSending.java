package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * What may have kept a client from sending on after an answer, so that its silence does not show
 * that it had stopped: a window without room, data that nobody acknowledged, a RST of the server.
 */
final class KeptFromSending {
  private final Connection connection;
  private final FlowDynamics sending;

  /** Takes the connection as its client saw it. */
  KeptFromSending(Connection connection) {
    this.connection = connection;
    sending = FlowDynamics.of(connection.clientToServer());
  }

  /**
   * What may have kept it from sending on; empty if it has ended its side itself, by FIN or by RST
   * and before a RST of the server, or could have sent and did not.
   *
   * @param from the answer, or the client's last data after it
   */
  Optional<String> after(Segment from) {
    if (hasEnded(from)) {
      return Optional.empty();
    }
    List<Segment> all = connection.segments();
    Optional<Segment> reset =
        all.subList(from.index(), all.size()).stream().filter(this::isServersReset).findFirst();
    List<Segment> open = all.subList(from.index(), reset.map(Segment::index).orElse(all.size()));
    Optional<Segment> free = open.stream().filter(this::couldSendAfter).findFirst();
    return free.isEmpty()
        ? Optional.of(
            open.stream().anyMatch(this::hasRoomAfter)
                ? "what the client had sent was not acknowledged after #%d: it may have waited for"
                        .formatted(from.frame())
                    + " that"
                : "the server's window had no room after #%d: more could not be sent"
                    .formatted(from.frame()))
        : reset.flatMap(rst -> tooSoon(free.get(), rst));
  }

  /** Whether the client ended its side before the server reset it. */
  private boolean hasEnded(Segment from) {
    return connection.segments().stream()
        .takeWhile(s -> s.index() < from.index() || !isServersReset(s))
        .anyMatch(s -> s.from() == Role.CLIENT && (s.has(TcpFlags.FIN) || s.has(TcpFlags.RST)));
  }

  private boolean isServersReset(Segment segment) {
    return segment.from() == Role.SERVER
        && segment.has(TcpFlags.RST)
        && segment.acceptance() != Acceptance.IGNORED;
  }

  private boolean couldSendAfter(Segment segment) {
    return hasRoomAfter(segment) && sending.flightSizeAfter(segment) == 0;
  }

  /** Senders wait until a full segment fits, or half the largest window (RFC 9293 s3.8.6.2.1). */
  private boolean hasRoomAfter(Segment segment) {
    long half = sending.receiveWindow().maxBytes().orElse(0) / 2;
    long enough = Math.min(sending.maxSegmentPayload().orElse(1), half);
    return sending.receiveWindow().leftAfter(segment).orElse(0) >= Math.max(1, enough);
  }

  private Optional<String> tooSoon(Segment free, Segment reset) {
    long time = reset.timeNanos() - free.timeNanos();
    return time > ConnectionDynamics.of(connection).stallThreshold().toNanos()
        ? Optional.empty()
        : Optional.of(
            "the server's RST #%d came %s after #%d: the client may have been about to send"
                .formatted(reset.frame(), Wording.time(time), free.frame()));
  }
}
