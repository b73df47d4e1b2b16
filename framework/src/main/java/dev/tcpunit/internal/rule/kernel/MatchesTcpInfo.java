package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.kernel.KernelSockets;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.kernel.TcpInfo;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the capture shows of a connection is what its ends' kernel knew when it was closed. */
public final class MatchesTcpInfo extends StatedRule<Connection>
    implements WaitingRule<Connection> {
  public MatchesTcpInfo() {
    super(
        "matchesTcpInfo",
        "match the TCP_INFO of its closed sockets",
        "RFC 4898",
        "the kernel keeps an account of each connection");
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Optional<KernelWitness> witness = KernelWitness.of(connection.trace());
    if (witness.isEmpty()) {
      return judgement.cannotTell(
          expecting(connection).onTheWire(),
          "the kernel can be asked only while the captured test runs");
    }
    KernelSockets sockets = witness.get().sockets(connection, patience.limit());
    // The connection as it is now: what the sockets sent until they were closed is in it.
    Connection now = patience.await(connection, "its last segments", later -> later != connection);
    return judge(now, sockets);
  }

  Verdict judge(Connection connection, KernelSockets sockets) {
    Finding finding = expecting(connection).onTheWire();
    Optional<String> doubt = sockets.doubt().or(() -> doubt(connection, sockets));
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    List<Comparison> comparisons =
        ends(connection)
            .flatMap(
                end ->
                    sockets.closed().stream()
                        .filter(end::isOf)
                        .flatMap(socket -> compare(end, socket.info()).stream()))
            .toList();
    Finding compared = Comparison.table(finding, comparisons);
    return comparisons.stream().allMatch(Comparison::agrees)
        ? judgement.holds(compared)
        : judgement.violatedByAbsence(compared);
  }

  private static Optional<String> doubt(Connection connection, KernelSockets sockets) {
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return Optional.of("the connection is older than the capture, the kernel's account is not");
    }
    if (sockets.ends().isEmpty()) {
      return Optional.of("neither end of the connection is in this network");
    }
    int missing = sockets.ends().size() - sockets.closed().size();
    return missing > 0
        ? Optional.of(
            "%s of the connection %s not closed yet"
                .formatted(Wording.count(missing, "socket"), missing == 1 ? "is" : "are"))
        : Optional.empty();
  }

  /**
   * The ends whose kernel was asked. Over a link each end has a view of its own, and only its own
   * address belongs to this network.
   */
  private static Stream<ConnectionEnd> ends(Connection connection) {
    return Arrays.stream(Role.values())
        .flatMap(role -> connection.views().stream().map(view -> new ConnectionEnd(view, role)));
  }

  private static List<Comparison> compare(ConnectionEnd end, TcpInfo info) {
    Flow sent = end.sent();
    String side = Wording.side(end.role()) + " ";
    List<Comparison> rows = new ArrayList<>();
    rows.add(
        new Comparison(
            side + "tcpi_total_retrans",
            info.totalRetrans(),
            end.retransmitted(),
            end.retransmitted() + end.maybeRetransmitted()));
    long payload = sent.count(FlowCount.PAYLOAD_BYTES);
    add(rows, side + "tcpi_bytes_sent", info.bytesSent(), payload);
    add(rows, side + "tcpi_bytes_retrans", info.bytesRetrans(), payload - sent.bytes());
    // The SYN is counted on the side that connected only.
    long acknowledged = sent.acknowledgedTo().orElse(0) - (end.role() == Role.SERVER ? 1 : 0);
    add(rows, side + "tcpi_bytes_acked", info.bytesAcked(), Math.max(0, acknowledged));
    return rows;
  }

  private static void add(List<Comparison> rows, String name, OptionalLong kernel, long captured) {
    kernel.ifPresent(number -> rows.add(Comparison.exact(name, number, captured)));
  }
}
