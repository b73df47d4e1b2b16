package dev.tcpunit.internal.message.retransmission;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Messages of {@code hasNoRetransmissions}, of a connection or of one flow. */
public final class ShouldHaveNoRetransmissions {
  public static final String SOURCE = "RFC 9293 s3.8.1";

  private static final int MOST_REPEATS = 3;

  private final Connection connection;
  private final List<Flow> flows;
  private final Supplier<Message> expecting;

  public ShouldHaveNoRetransmissions(Connection connection) {
    this.connection = connection;
    flows = List.of(connection.clientToServer(), connection.serverToClient());
    expecting = () -> Message.expecting(connection, "have no retransmissions");
  }

  public ShouldHaveNoRetransmissions(Flow flow) {
    connection = flow.connection();
    flows = List.of(flow);
    expecting = () -> Message.expecting(flow, "have no retransmissions");
  }

  public Message none(String seen) {
    return message().but(seen);
  }

  public Message undecided(List<Segment> segments) {
    return message()
        .but(Wording.count(segments.size(), "segment") + " may have been sent again")
        .show(connection, segments);
  }

  public Message found(List<Repeat> repeats) {
    Message message = message().but(statement());
    Set<Segment> shown = new HashSet<>();
    for (Repeat repeat : repeats.subList(0, Math.min(MOST_REPEATS, repeats.size()))) {
      repeat.originals().stream()
          .filter(shown::add)
          .forEach(original -> message.segment(connection, original, ""));
      message.segment(connection, repeat.again(), repeat.note());
      shown.add(repeat.again());
    }
    message.more(repeats.size() - MOST_REPEATS);
    if (!repeats.isEmpty()) {
      repeated(message, repeats);
      message.fact("evidence", evidence(repeats.get(0))).at(repeats.get(0).again());
    }
    return message;
  }

  private Message message() {
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
    return Wording.join(parts);
  }

  private static void control(List<String> parts, Flow flow, String what, long times) {
    if (times > 0) {
      String again = times == 1 ? " again" : " " + times + " times again";
      parts.add("the " + Wording.side(flow.sender()) + " sent its " + what + again);
    }
  }

  private void repeated(Message message, List<Repeat> repeats) {
    long bytes = repeats.stream().mapToLong(Repeat::bytes).sum();
    long all = flows.stream().mapToLong(Flow::bytes).sum();
    if (bytes > 0) {
      String sent = Wording.count(bytes, "byte") + " sent again, ";
      message.fact("repeated", sent + Wording.count(all, "payload byte") + " in all");
    }
  }

  private String evidence(Repeat repeat) {
    String after =
        repeat.originals().isEmpty()
            ? ""
            : Wording.time(repeat.delayNanos())
                + " later, "
                + Wording.count(repeat.duplicateAcks(), "duplicate ACK")
                + " between: ";
    RetransmissionCause cause = repeat.again().cause().orElse(RetransmissionCause.UNKNOWN);
    String needless =
        repeat.again().has(SegmentFinding.SPURIOUS)
            ? "; it was not needed, the bytes had arrived (DSACK, RFC 2883, or acknowledged before)"
            : "";
    return after + words(cause, repeat) + needless;
  }

  private String words(RetransmissionCause cause, Repeat repeat) {
    return switch (cause) {
      case FAST -> "fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985)";
      case TIMEOUT -> "the retransmission timer (RFC 6298 s5), not fast retransmit";
      case TAIL_LOSS_PROBE -> "a tail loss probe (RFC 8985 s7), not fast retransmit";
      case SYN -> "the timer of the handshake (RFC 6298 s5)";
      case FIN -> "a FIN again, by a timer (RFC 6298 s5, or RFC 8985 s7)";
      case UNKNOWN -> unknownCause(repeat);
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
        : timer + " or fast retransmit: the packets do not tell which";
  }
}
