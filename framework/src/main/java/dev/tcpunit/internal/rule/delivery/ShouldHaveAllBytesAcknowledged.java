package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Messages of {@code acksCoverAllBytes} and, of one flow, {@code hasAllBytesAcknowledged}. */
public final class ShouldHaveAllBytesAcknowledged {
  public static final String SOURCE = "RFC 9293 s3.4";

  private static final int MOST_SEGMENTS = 3;

  private final Connection connection;
  private final Supplier<Finding> expecting;

  public ShouldHaveAllBytesAcknowledged(Connection connection) {
    this.connection = connection;
    expecting = () -> Finding.expecting(connection, "have ACKs that cover all bytes");
  }

  public ShouldHaveAllBytesAcknowledged(Flow flow) {
    connection = flow.connection();
    expecting = () -> Finding.expecting(flow, "have all bytes acknowledged");
  }

  public Finding acknowledged(String seen) {
    return message().but(seen);
  }

  public Finding nothingSent() {
    return connection.handshake().state() == Handshake.State.COMPLETED
        ? message().lookFor(Remedy.FLUSH)
        : FailedOpening.explain(message(), connection);
  }

  /** The flows whose bytes are not all acknowledged. */
  public Finding missing(List<Flow> flows) {
    Finding message =
        message()
            .but(
                Wording.join(flows.stream().map(ShouldHaveAllBytesAcknowledged::missing).toList()));
    flows.forEach(flow -> message.offenders(connection, uncovered(flow)));
    flows.forEach(flow -> message.fact("evidence", evidence(flow)));
    return reset()
        .map(rst -> message.fact("reset", reset(rst)))
        .orElseGet(
            () ->
                message.cause(
                    "the bytes or their ACKs were lost, or the peer is gone", Confidence.POSSIBLE));
  }

  private Finding message() {
    return expecting
        .get()
        .rule(SOURCE, "an ACK names the next byte expected, and so covers all bytes before it");
  }

  private static String missing(Flow flow) {
    long all = flow.endOffset() - 1;
    long bytes = flow.endOffset() - Math.max(1, flow.acknowledgedTo().orElse(1));
    return "the %s has not acknowledged %s of the %s of the %s"
        .formatted(
            Wording.side(flow.sender().peer()),
            bytes == all ? "any" : bytes,
            Wording.count(all, "byte"),
            Wording.side(flow.sender()));
  }

  /** The first of them: the statement says how many bytes there are. */
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
    long since = flow.unacknowledgedSinceNanos().orElse(connection.startNanos());
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
        + Wording.time(connection.trace().endNanos() - since)
        + " after the last of them"
        + (reset().isPresent() ? "" : ", an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)");
  }

  private Optional<Segment> reset() {
    return connection.segments().stream().filter(s -> s.has(TcpFlags.RST)).findFirst();
  }

  private String reset(Segment rst) {
    return "the %s aborted the connection (#%d at %s), no ACK can follow"
        .formatted(
            Wording.side(rst.from()),
            rst.frame(),
            Wording.time(rst.timeNanos() - connection.startNanos()));
  }
}
