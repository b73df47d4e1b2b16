package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The highest ACK covers every payload byte. Whether the FIN is acknowledged is for other rules.
 */
public final class AllBytesAcknowledged {
  private static final String SOURCE = "RFC 9293 s3.4";
  private static final String AWAITED = "its bytes to be acknowledged";
  private static final int MOST_SEGMENTS = 3;

  private final Connection connection;
  private final List<Flow> flows;
  private final Supplier<Finding> expecting;

  private AllBytesAcknowledged(
      Connection connection, List<Flow> flows, Supplier<Finding> expecting) {
    this.connection = connection;
    this.flows = flows;
    this.expecting = expecting;
  }

  static Rule<Connection> inConnection() {
    String name = "acksCoverAllBytes";
    return Rule.waiting(
        name,
        SOURCE,
        (captured, patience) -> {
          Connection c =
              patience.await(
                  captured,
                  AWAITED,
                  later -> isOver(later.clientToServer()) && isOver(later.serverToClient()));
          return new AllBytesAcknowledged(
                  c, c.flows(), () -> Finding.expecting(c, "have ACKs that cover all bytes"))
              .judge(new Judgement(name));
        });
  }

  static Rule<Flow> inFlow() {
    String name = "hasAllBytesAcknowledged";
    return Rule.waiting(
        name,
        SOURCE,
        (captured, patience) -> {
          Flow flow = patience.await(captured, AWAITED, AllBytesAcknowledged::isOver);
          return new AllBytesAcknowledged(
                  flow.connection(),
                  List.of(flow),
                  () -> Finding.expecting(flow, Judged.BOTH_ENDS, "have all bytes acknowledged"))
              .judge(new Judgement(name));
        });
  }

  private Verdict judge(Judgement judgement) {
    List<Flow> open = flows.stream().filter(flow -> flow.unacknowledgedBytes() > 0).toList();
    if (!open.isEmpty()) {
      return judgement.violatedByAbsence(missing(open), unseen(open).or(() -> tooSoon(open)));
    }
    if (flows.stream().noneMatch(AllBytesAcknowledged::hasData)) {
      return judgement.cannotTell(
          nothingSent(), "no payload was sent, so there is nothing to acknowledge");
    }
    return judgement.holds(
        acknowledged(),
        flows.stream()
            .filter(AllBytesAcknowledged::hasData)
            .flatMap(flow -> Doubt.acknowledgedTooSoon(flow, flow.endOffset()).stream())
            .findFirst());
  }

  /** All is acknowledged, or a RST says that no more is to come. */
  private static boolean isOver(Flow flow) {
    return flow.unacknowledgedBytes() == 0
        || flow.connection().teardown().state() == Teardown.State.RESET;
  }

  private static boolean hasData(Flow flow) {
    return flow.endOffset() > 1 || flow.acknowledgedBytes() > 0;
  }

  private static Optional<String> unseen(List<Flow> open) {
    return open.stream()
        .map(flow -> flow.connection().flow(flow.sender().peer()))
        .flatMap(peer -> Doubt.unseen(peer).stream())
        .findFirst();
  }

  /** After a RST no ACK can come any more; else the time since the last byte decides. */
  private Optional<String> tooSoon(List<Flow> open) {
    if (connection.teardown().state() == Teardown.State.RESET) {
      return Optional.empty();
    }
    long since = open.stream().mapToLong(this::lastSent).min().orElseThrow();
    return Doubt.tooSoon(connection.trace(), since, "the last byte");
  }

  private long lastSent(Flow flow) {
    return flow.unacknowledgedSinceNanos().orElse(connection.startNanos());
  }

  /** {@code 154297 + 242 bytes acknowledged}. */
  private Finding acknowledged() {
    long first = flows.get(0).acknowledgedBytes();
    return expecting()
        .but(
            flows.size() == 1
                ? Wording.count(first, "byte") + " acknowledged"
                : "%d + %d bytes acknowledged".formatted(first, flows.get(1).acknowledgedBytes()));
  }

  private Finding nothingSent() {
    return connection.handshake().state() == Handshake.State.COMPLETED
        ? expecting().lookFor(Remedy.FLUSH)
        : FailedOpening.explain(expecting(), connection);
  }

  private Finding missing(List<Flow> flows) {
    Finding found =
        expecting().but(Wording.join(flows.stream().map(AllBytesAcknowledged::statement).toList()));
    flows.forEach(flow -> found.offenders(connection, uncovered(flow)));
    flows.forEach(flow -> found.fact("evidence", evidence(flow)));
    return reset()
        .map(rst -> found.fact("reset", reset(rst)))
        .orElseGet(
            () ->
                found.cause(
                    "the bytes or their ACKs were lost, or the peer is gone", Certainty.POSSIBLE));
  }

  private Finding expecting() {
    return expecting
        .get()
        .rule(SOURCE, "an ACK names the next byte expected, and so covers all bytes before it");
  }

  private static String statement(Flow flow) {
    long all = flow.endOffset() - 1;
    long bytes = flow.unacknowledgedBytes();
    return "the %s has not acknowledged %s of the %s of the %s"
        .formatted(
            Wording.side(flow.sender().peer()),
            bytes == all ? "any" : bytes,
            Wording.count(all, "byte"),
            Wording.side(flow.sender()));
  }

  /** The first segments with such bytes: the statement says how many bytes there are. */
  private List<Segment> uncovered(Flow flow) {
    long acknowledged = flow.acknowledgedTo().orElse(0);
    return connection.segments().stream()
        .filter(s -> s.from() == flow.sender() && s.length() > 0)
        .filter(s -> s.seq() + s.length() > acknowledged)
        .limit(MOST_SEGMENTS)
        .toList();
  }

  private Optional<Segment> highestAck(Flow flow) {
    return connection.segments().stream()
        .filter(s -> s.from() != flow.sender() && s.has(TcpFlags.ACK) && !s.has(TcpFlags.RST))
        .filter(s -> s.ack() == flow.acknowledgedTo().orElse(-1))
        .findFirst();
  }

  private String evidence(Flow flow) {
    String upTo =
        flow.acknowledgedTo().isPresent()
            ? "the bytes of the %s are acknowledged up to %d of %d%s"
                .formatted(
                    Wording.side(flow.sender()),
                    flow.acknowledgedTo().getAsLong(),
                    flow.endOffset(),
                    highestAck(flow).map(ack -> " by #" + ack.frame()).orElse(""))
            : "the " + Wording.side(flow.sender().peer()) + " sent no ACK";
    return upTo
        + "; the capture watched "
        + Wording.time(connection.trace().endNanos() - lastSent(flow))
        + " after the last of them"
        + (reset().isPresent() ? "" : ", an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)");
  }

  private Optional<Segment> reset() {
    return connection.keepsSegments() ? Closing.of(connection).abort() : Optional.empty();
  }

  private String reset(Segment rst) {
    return "the %s aborted the connection (#%d at %s), no ACK can follow"
        .formatted(
            Wording.side(rst.from()),
            rst.frame(),
            Wording.time(rst.timeNanos() - connection.startNanos()));
  }
}
