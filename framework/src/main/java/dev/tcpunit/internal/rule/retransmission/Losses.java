package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a flow recovered from losses of its data and its FIN, and the words for it. */
final class Losses {
  static final String NONE = "nothing was sent again, so there was no loss to recover from";

  private Losses() {}

  /**
   * The recoveries in order, without those of the handshake and of what was too long for the path,
   * which is no loss by congestion; none where no segments are kept.
   */
  static List<Recovery> of(Flow flow) {
    return flow.connection().keepsSegments()
        ? FlowDynamics.of(flow).recoveries().stream()
            .filter(recovery -> recovery.cause() != RetransmissionCause.SYN)
            .filter(recovery -> recovery.cause() != RetransmissionCause.PATH_MTU)
            .toList()
        : List.of();
  }

  static Finding none(Finding finding) {
    return finding.but("nothing was sent again");
  }

  /** Says how the flow recovered, where no recovery breaks the rule. */
  static Finding seen(Finding finding, List<Recovery> recoveries) {
    Map<RetransmissionCause, Integer> ways = new EnumMap<>(RetransmissionCause.class);
    recoveries.forEach(recovery -> ways.merge(recovery.cause(), 1, Integer::sum));
    String all =
        ways.size() == 1
            ? words(recoveries.get(0).cause())
            : ways.entrySet().stream()
                .map(way -> words(way.getKey()) + " (" + way.getValue() + ")")
                .collect(Collectors.joining(", "));
    return finding.but(count(recoveries.size()) + " by " + all);
  }

  static String count(int recoveries) {
    return recoveries == 1 ? "1 recovery" : recoveries + " recoveries";
  }

  static List<Segment> firsts(List<Recovery> recoveries) {
    return recoveries.stream().map(Recovery::first).toList();
  }

  /** Notes something about a recovery on the segment with which it began. */
  static Function<Segment, String> noted(
      List<Recovery> recoveries, Function<Recovery, String> note) {
    return segment ->
        recoveries.stream()
            .filter(recovery -> recovery.first().equals(segment))
            .findFirst()
            .map(note)
            .orElse("");
  }

  static String words(RetransmissionCause cause) {
    return switch (cause) {
      case FAST -> "fast retransmit";
      case TIMEOUT -> "time-out";
      case TAIL_LOSS_PROBE -> "tail loss probe";
      case PATH_MTU -> "path MTU discovery";
      case SYN -> "a SYN again";
      case FIN -> "a FIN again";
      case UNKNOWN -> "a way that is not known";
    };
  }
}
