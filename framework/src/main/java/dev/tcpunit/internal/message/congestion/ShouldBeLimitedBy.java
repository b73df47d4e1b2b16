package dev.tcpunit.internal.message.congestion;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages of {@code wasLimitedBy}. */
public final class ShouldBeLimitedBy {
  public static final String SOURCE = "RFC 5681 s3, RFC 9293 s3.8.6";

  private final Flow flow;
  private final Message message;

  public ShouldBeLimitedBy(Flow flow, StallCause cause) {
    this.flow = flow;
    message =
        Message.expecting(flow, "be limited by the " + words(cause))
            .rule(
                SOURCE,
                "a sender waits for its application, its peer's window or its congestion window");
  }

  public Message seen(Map<StallCause, Long> nanos) {
    return message.but(nanos.isEmpty() ? "it never stood still" : times(nanos));
  }

  public Message found(Map<StallCause, Long> nanos, Stall longest) {
    List<Segment> around = new ArrayList<>();
    around.add(longest.before());
    longest.after().ifPresent(around::add);
    return seen(nanos)
        .timedOffenders(flow.connection(), around, s -> "")
        .fact("evidence", "the longest time: " + longest.explanation());
  }

  /** {@code it waited 1.000 ms for the application and 0.500 ms for the receive window}. */
  private static String times(Map<StallCause, Long> nanos) {
    return "it waited "
        + Wording.join(
            nanos.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(
                    e ->
                        Wording.time(e.getValue())
                            + (e.getKey() == StallCause.UNKNOWN
                                ? " for unknown reasons"
                                : " because of the " + words(e.getKey())))
                .toList());
  }

  private static String words(StallCause cause) {
    return switch (cause) {
      case LOSS_RECOVERY -> "recovery of a loss";
      default -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("ack", "ACK");
    };
  }
}
