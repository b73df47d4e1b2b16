package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.dynamics.Repeat;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentFinding;

/** Why a segment was sent again, as far as the packets tell. */
final class ResendCause {
  /** Nothing else happens to a packet on a loopback. */
  private static final String OTHER_ORDER =
      "two processors of this machine handed segments over in another order, and the sender took"
          + " for lost what came late (RACK, RFC 8985): a loopback loses nothing";

  /** The shortest timer that a sender has (RFC 8985 section 7.2). */
  private static final long SHORTEST_TIMER = 10_000_000;

  private ResendCause() {}

  /** Adds the likely or possible cause of the first segment that was sent again. */
  static Finding tell(Finding found, Connection connection, Repeat first) {
    RetransmissionCause cause = first.again().cause().orElse(RetransmissionCause.UNKNOWN);
    // Segments in another order prompt a resend at once; what comes later may be a timer's.
    boolean prompted =
        cause == RetransmissionCause.FAST
            || cause == RetransmissionCause.UNKNOWN && isBelowTimers(first);
    if (prompted && first.again().length() > 0 && HostReordering.isOnLoopback(connection)) {
      return found.cause(OTHER_ORDER, Certainty.LIKELY);
    }
    if (cause == RetransmissionCause.UNKNOWN) {
      return found.cause(unknown(connection, first), Certainty.POSSIBLE);
    }
    String needless =
        first.again().has(SegmentFinding.SPURIOUS)
            ? "; it was not needed, the bytes had arrived (DSACK, RFC 2883, or acknowledged before)"
            : "";
    boolean complete = connection.trace().completeness().isComplete();
    return found.cause(
        words(cause, first) + needless, complete ? Certainty.LIKELY : Certainty.POSSIBLE);
  }

  private static String words(RetransmissionCause cause, Repeat first) {
    return switch (cause) {
      case FAST ->
          "a loss, repaired by fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985)";
      case TIMEOUT -> "the retransmission timer (RFC 6298 s5): no ACK told of what was missing";
      case TAIL_LOSS_PROBE ->
          "a tail loss probe (RFC 8985 s7): the ACK of the last bytes was overdue";
      case PATH_MTU -> "a segment too long for the path, as ICMP had said (RFC 1191, RFC 8201)";
      case SYN -> "the timer of the handshake (RFC 6298 s5): the SYN or its answer was lost";
      case FIN ->
          isBelowTimers(first)
              ? "a FIN again, sooner than any timer: its sender took it for lost (RACK, RFC 8985)"
              : "a FIN again, by a timer (RFC 6298 s5, or RFC 8985 s7)";
      case UNKNOWN -> throw new IllegalArgumentException("says nothing");
    };
  }

  private static String unknown(Connection connection, Repeat repeat) {
    if (repeat.again().has(TcpFlags.SYN)) {
      return "a SYN again";
    }
    String timer = "a timer (RTO, RFC 6298 s5, or tail loss probe, RFC 8985 s7)";
    boolean noneSeen = repeat.duplicateAcks() == 0 && !repeat.originals().isEmpty();
    return noneSeen && connection.trace().completeness().isComplete()
        ? timer + ", not fast retransmit"
        : timer + " or fast retransmit";
  }

  private static boolean isBelowTimers(Repeat repeat) {
    return repeat.delayNanos().orElse(SHORTEST_TIMER) < SHORTEST_TIMER;
  }
}
