package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;

/** No SYN and no SYN-ACK had to be sent twice. */
final class NoSynRetransmissions extends StatedRule<Connection> {
  NoSynRetransmissions() {
    super(
        "hasNoSynRetransmissions",
        "have no SYN sent again",
        "RFC 6298 s5",
        "a SYN that is not answered is sent again after a second, and then after longer and longer"
            + " (Linux from 6.5: after a second five times, net.ipv4.tcp_syn_linear_timeouts)");
  }

  @Override
  public Verdict judge(Connection connection) {
    long times =
        connection.clientToServer().count(FlowCount.SYN_RETRANSMISSIONS)
            + connection.serverToClient().count(FlowCount.SYN_RETRANSMISSIONS);
    if (times > 0) {
      return judgement.violatedByPresence(found(connection, times));
    }
    Finding none = expecting(connection).but("no SYN or SYN-ACK was sent twice");
    if (NegotiationRule.syns(connection).stream().anyMatch(NoSynRetransmissions::isOpen)) {
      return judgement.cannotTell(
          none, "the packets do not say if a SYN was sent again or copied on its way");
    }
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? judgement.cannotTell(none, Doubt.OLDER)
        : judgement.holds(none);
  }

  /**
   * Whether the packets leave open if a SYN was sent again: it has the sequence number of the
   * first.
   */
  private static boolean isOpen(Segment syn) {
    return syn.kind() == SegmentKind.UNDECIDED && syn.seq() == 0;
  }

  private Finding found(Connection connection, long times) {
    List<Segment> again = connection.keepsSegments() ? Opening.of(connection).resends() : List.of();
    Finding finding =
        expecting(connection)
            .but("SYN or SYN-ACK was sent again " + Wording.count(times, "time"))
            .timedOffenders(connection, again, s -> "sent again");
    return connection.serverToClient().segments() > 0
        ? finding.cause("the SYN or its answer was lost", Certainty.LIKELY)
        : finding
            .cause("the server's queue of connections is full, or a firewall", Certainty.POSSIBLE)
            .lookFor(Remedy.ACCEPT_FASTER);
  }
}
