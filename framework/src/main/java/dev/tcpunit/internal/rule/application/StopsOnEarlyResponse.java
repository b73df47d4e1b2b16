package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.internal.message.application.ShouldHeedResponse;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.OverTime;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** A client writes nothing more when the server has answered while it was sending. */
final class StopsOnEarlyResponse implements Rule<Connection> {
  /** What a kernel may hold for a socket to send: Linux's tcp_wmem allows 4 MiB. */
  private static final long LARGEST_BUFFER = 4 << 20;

  @Override
  public String name() {
    return "stopsOnEarlyResponse";
  }

  @Override
  public String source() {
    return ShouldHeedResponse.EARLY_SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt =
        OverTime.doubt(connection)
            .or(() -> OverTime.notBesideSender(connection.clientToServer()))
            .or(() -> Doubt.unseen(connection.serverToClient()));
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldHeedResponse.stops(connection, ""), doubt.get());
    }
    Exchange exchange = new Exchange(connection);
    Optional<Segment> response = exchange.response().filter(r -> isEarly(r, connection));
    if (response.isEmpty()) {
      return judgement.cannotTell(
          ShouldHeedResponse.stops(connection, "it had sent all that it sent by then"),
          "the server is not seen to have answered while the client was sending");
    }
    List<Segment> after = exchange.after();
    long bytes = Exchange.bytes(after);
    Optional<Segment> written = writtenLater(response.get(), connection);
    if (written.isPresent() || bytes > LARGEST_BUFFER) {
      Segment proof = written.orElseGet(() -> after.get(after.size() - 1));
      String why =
          written.isPresent()
              ? "#%d was written later: nothing was waiting to be sent before"
                  .formatted(proof.frame())
              : "that is more than the kernel may have held by then, 4194304 bytes";
      return judgement.violatedByAbsence(
          ShouldHeedResponse.sendsOn(connection, response.get(), proof, bytes, why),
          Optional.empty());
    }
    Message seen =
        ShouldHeedResponse.stops(
            connection, "it sent %s more".formatted(Wording.count(bytes, "byte")));
    return after.isEmpty()
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "it may have written these before the response came: kernels hold as much");
  }

  /** Data was under way or waiting for window, and not all that the client had written. */
  private static boolean isEarly(Segment response, Connection connection) {
    FlowDynamics request = FlowDynamics.of(connection.clientToServer());
    Segment before = connection.segments().get(Math.max(0, response.index() - 1));
    long left = request.receiveWindow().leftAfter(before).orElse(Long.MAX_VALUE);
    return request.flightSizeAfter(response) > 0 || left < request.maxSegmentPayload().orElse(1);
  }

  /** New data that was sent when nothing had kept it from being sent before. */
  private static Optional<Segment> writtenLater(Segment response, Connection connection) {
    return ConnectionDynamics.of(connection).stalls().stream()
        .filter(stall -> stall.cause() == StallCause.APPLICATION)
        .filter(stall -> stall.side().filter(side -> side == Role.CLIENT).isPresent())
        .filter(stall -> stall.before().index() >= response.index())
        .flatMap(stall -> stall.after().stream())
        .filter(segment -> segment.length() > 0)
        .findFirst();
  }
}
