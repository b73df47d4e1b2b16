package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Messages of {@code hasNoRetransmissions}, of a connection or of one flow. */
public final class ShouldHaveNoRetransmissions {
  public static final String SOURCE = "RFC 9293 s3.8.1";

  /** Nothing else happens to a packet on a loopback. */
  private static final String OTHER_ORDER =
      "two processors of this machine handed segments over in another order, and the sender took"
          + " for lost what came late (RACK, RFC 8985): a loopback loses nothing";

  /** RFC 8985 section 7.2. */
  private static final long SHORTEST_TIMER = 10_000_000;

  private final Connection connection;
  private final List<Flow> flows;
  private final Supplier<Finding> expecting;

  public ShouldHaveNoRetransmissions(Connection connection) {
    this.connection = connection;
    flows = connection.flows();
    expecting = () -> Finding.expecting(connection, "have no retransmissions");
  }

  public ShouldHaveNoRetransmissions(Flow flow) {
    connection = flow.connection();
    flows = List.of(flow);
    expecting = () -> Finding.expecting(flow, "have no retransmissions");
  }

  public Finding none(String seen) {
    return message().but(seen);
  }

  public Finding undecided(List<Segment> segments) {
    return message()
        .but(Wording.count(segments.size(), "segment") + " may have been sent again")
        .offenders(connection, segments);
  }

  public Finding found(List<Repeat> repeats) {
    List<Segment> again = repeats.stream().map(Repeat::again).toList();
    Finding message = message().but(statement());
    if (repeats.isEmpty()) {
      return message;
    }
    message.offenders(connection, again, Repeats.noted(repeats));
    repeated(message, repeats);
    message.fact("evidence", Repeats.evidence(repeats.get(0)));
    return cause(message, repeats.get(0));
  }

  private Finding message() {
    return expecting
        .get()
        .rule(SOURCE, "a segment is sent again where its acknowledgement does not come in time");
  }

  private String statement() {
    List<String> parts = new ArrayList<>();
    List<String> data = new ArrayList<>();
    for (Flow flow : flows) {
      if (flow.retransmissions() > 0) {
        String noun = Wording.side(flow.sender()) + " data segment";
        data.add(flow.retransmissions() + " of " + Wording.count(flow.dataSegments(), noun));
      }
      control(parts, flow, "SYN", flow.count(FlowCount.SYN_RETRANSMISSIONS));
      control(parts, flow, "FIN", flow.count(FlowCount.FIN_RETRANSMISSIONS));
    }
    if (!data.isEmpty()) {
      parts.add(0, Wording.join(data) + " carried bytes already sent");
    }
    return Wording.join(parts) + Repeats.undecided(flows);
  }

  private static void control(List<String> parts, Flow flow, String what, long times) {
    if (times > 0) {
      String again = times == 1 ? " again" : " " + times + " times again";
      parts.add("the " + Wording.side(flow.sender()) + " sent its " + what + again);
    }
  }

  private void repeated(Finding message, List<Repeat> repeats) {
    long bytes = repeats.stream().mapToLong(Repeat::bytes).sum();
    long all = flows.stream().mapToLong(Flow::bytes).sum();
    if (bytes > 0) {
      String sent = Wording.count(bytes, "byte") + " sent again, ";
      message.fact("repeated", sent + Wording.count(all, "payload byte") + " in all");
    }
  }

  private Finding cause(Finding message, Repeat first) {
    RetransmissionCause cause = first.again().cause().orElse(RetransmissionCause.UNKNOWN);
    // What comes no sooner than a timer is perhaps the timer's, which no other order prompts.
    boolean prompted =
        cause == RetransmissionCause.FAST
            || cause == RetransmissionCause.UNKNOWN && isBelowTimers(first);
    if (prompted && first.again().length() > 0 && HostReordering.isOnLoopback(connection)) {
      return message.cause(OTHER_ORDER, Confidence.LIKELY);
    }
    if (cause == RetransmissionCause.UNKNOWN) {
      return message.cause(unknownCause(first), Confidence.POSSIBLE);
    }
    String needless =
        first.again().has(SegmentFinding.SPURIOUS)
            ? "; it was not needed, the bytes had arrived (DSACK, RFC 2883, or acknowledged before)"
            : "";
    boolean complete = connection.trace().completeness().isComplete();
    return message.cause(
        words(cause, first) + needless, complete ? Confidence.LIKELY : Confidence.POSSIBLE);
  }

  private static String words(RetransmissionCause cause, Repeat first) {
    return switch (cause) {
      case FAST ->
          "a loss, repaired by fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985)";
      case TIMEOUT -> "the retransmission timer (RFC 6298 s5): no ACK told of what was missing";
      case TAIL_LOSS_PROBE ->
          "a tail loss probe (RFC 8985 s7): the ACK of the last bytes was overdue";
      case SYN -> "the timer of the handshake (RFC 6298 s5): the SYN or its answer was lost";
      case FIN ->
          isBelowTimers(first)
              ? "a FIN again, sooner than any timer: its sender took it for lost (RACK, RFC 8985)"
              : "a FIN again, by a timer (RFC 6298 s5, or RFC 8985 s7)";
      case UNKNOWN -> throw new IllegalArgumentException("says nothing");
    };
  }

  private String unknownCause(Repeat repeat) {
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
    return !repeat.originals().isEmpty() && repeat.delayNanos() < SHORTEST_TIMER;
  }
}
