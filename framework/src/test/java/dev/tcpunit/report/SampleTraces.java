package dev.tcpunit.report;

import dev.tcpunit.internal.model.CapturedConnection;
import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.model.CapturedTrace;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Traces with known content, written straight into the model. */
public final class SampleTraces {
  static final long START = 1_700_000_000_000_000_000L;
  static final Endpoint CLIENT = Endpoint.of(new byte[] {127, 0, 0, 1}, 35648);
  static final Endpoint SERVER = Endpoint.of(new byte[] {127, 0, 0, 1}, 8081);

  private SampleTraces() {}

  /** A handshake, 1486 bytes that a timer sends again, and one side's FIN. */
  static Trace resent() {
    return trace(Completeness.COMPLETE, connection(0, CLIENT, SERVER));
  }

  static Trace trace(Completeness completeness, Connection... connections) {
    IgnoredFrames ignored = new IgnoredFrames(1, 2, 3, 4, 5, 6, 0, 7, 0);
    return new CapturedTrace(
        "upload.pcapng",
        28,
        7,
        ignored,
        completeness,
        START,
        START + 1,
        List.of(connections),
        Continuation.ENDED);
  }

  static Completeness damaged() {
    Completeness.Damage damage = new Completeness.Damage(4711, "the file ends \"early\"");
    return new Completeness(OptionalLong.of(9), Optional.of(damage));
  }

  static CapturedConnection connection(int index, Endpoint client, Endpoint server) {
    return CapturedConnection.builder(index)
        .seen(RoleEvidence.SYN, VantagePoint.BOTH)
        .time(START, START + 206_200_000)
        .lifecycle(
            new Handshake(Handshake.State.COMPLETED, OptionalLong.of(7000)),
            new Teardown(Teardown.State.HALF_CLOSED, Optional.of(Role.CLIENT)))
        .flows(clientFlow(client, server), serverFlow(client, server))
        .segments(segments())
        .build();
  }

  private static CapturedFlow clientFlow(Endpoint client, Endpoint server) {
    return CapturedFlow.builder(Role.CLIENT, client, server)
        .count(FlowCount.SEGMENTS, 5)
        .count(FlowCount.DATA_SEGMENTS, 2)
        .count(FlowCount.BYTES, 1486)
        .count(FlowCount.PAYLOAD_BYTES, 2972)
        .count(FlowCount.ACKNOWLEDGED_BYTES, 1486)
        .count(FlowCount.RETRANSMISSIONS, 1)
        .count(FlowCount.TIMEOUT_RETRANSMISSIONS, 1)
        .unknown(FlowCount.BAD_CHECKSUMS)
        .syn(SeqNumber.of(4_294_967_290L), null)
        .endOffset(1487)
        .fin(1487, true)
        .payloadSha256("0123456789abcdef".repeat(4))
        .build();
  }

  private static CapturedFlow serverFlow(Endpoint client, Endpoint server) {
    return CapturedFlow.builder(Role.SERVER, server, client).count(FlowCount.SEGMENTS, 2).build();
  }

  private static SegmentColumns segments() {
    SegmentColumns table = new SegmentColumns(START);
    add(table, 0, Role.CLIENT, 0, 0, 0, TcpFlags.SYN);
    add(table, 3, Role.SERVER, 0, 0, 1, TcpFlags.SYN | TcpFlags.ACK);
    add(table, 7, Role.CLIENT, 1, 0, 1, TcpFlags.ACK);
    add(table, 1816, Role.CLIENT, 1, 1486, 1, TcpFlags.PSH | TcpFlags.ACK);
    int resent = add(table, 206_127, Role.CLIENT, 1, 1486, 1, TcpFlags.PSH | TcpFlags.ACK);
    table.classify(resent, SegmentKind.RETRANSMISSION, RetransmissionCause.TIMEOUT);
    table.find(resent, SegmentFinding.SPURIOUS);
    add(table, 206_190, Role.CLIENT, 1487, 0, 1, TcpFlags.FIN | TcpFlags.ACK);
    int ack = add(table, 206_200, Role.SERVER, 1, 0, 1488, TcpFlags.ACK);
    table.classify(ack, SegmentKind.ACK, null);
    return table.frozen();
  }

  private static int add(
      SegmentColumns table, long micros, Role from, long seq, int length, long ack, int flags) {
    int row = table.append(table.size() + 1, START + micros * 1000, from, length);
    table.header(row, seq, ack, flags, 342);
    table.checksum(row, ChecksumStatus.OFFLOADED);
    table.classify(row, SegmentKind.NEW, null);
    return row;
  }
}
