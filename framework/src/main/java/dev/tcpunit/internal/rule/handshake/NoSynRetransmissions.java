package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;

/** No SYN and no SYN-ACK had to be sent twice. */
public final class NoSynRetransmissions implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoSynRetransmissions";
  }

  @Override
  public String source() {
    return ShouldHaveNoSynRetransmissions.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveNoSynRetransmissions message = new ShouldHaveNoSynRetransmissions(connection);
    long times =
        connection.clientToServer().count(FlowCount.SYN_RETRANSMISSIONS)
            + connection.serverToClient().count(FlowCount.SYN_RETRANSMISSIONS);
    if (times > 0) {
      return judgement.violatedByPresence(message.found(times));
    }
    if (connection.segments().stream().anyMatch(NoSynRetransmissions::isOpen)) {
      return judgement.cannotTell(
          message.none(), "the packets do not say if a SYN was sent again or copied on its way");
    }
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? judgement.cannotTell(message.none(), Doubt.OLDER)
        : judgement.holds(message.none());
  }

  /** A SYN with the number of the first, not one with a number of its own. */
  private static boolean isOpen(Segment segment) {
    return segment.has(TcpFlags.SYN)
        && segment.kind() == SegmentKind.UNDECIDED
        && segment.seq() == 0;
  }
}
