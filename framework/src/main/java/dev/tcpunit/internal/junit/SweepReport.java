package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.lab.FiredFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a sweep says at its end: how many runs, and the worst recovery. */
final class SweepReport {
  private final List<Long> recoveries = new ArrayList<>();
  private final List<SweepPosition> failures = new ArrayList<>();
  private final List<SweepPosition> notRepeated = new ArrayList<>();
  private String planned;
  private int runs;
  private SweepPosition worst;
  private long worstNanos = -1;

  void planned(int positions, int all, String shard) {
    planned = positions + " of " + all + " positions" + shard;
  }

  void ran(
      SweepPosition position, List<FiredFault> struck, List<FiredFault> passed, boolean failed) {
    runs++;
    if (failed) {
      failures.add(position);
    }
    OptionalLong recovery = recovery(struck, passed);
    if (recovery.isEmpty()) {
      notRepeated.add(position);
      return;
    }
    recoveries.add(recovery.getAsLong());
    if (recovery.getAsLong() > worstNanos) {
      worstNanos = recovery.getAsLong();
      worst = position;
    }
  }

  private static OptionalLong recovery(List<FiredFault> struck, List<FiredFault> passed) {
    if (struck.isEmpty()) {
      return OptionalLong.empty();
    }
    FiredFault lost = struck.get(0);
    return passed.stream()
        .filter(later -> SweepPosition.repairs(later, lost))
        .mapToLong(later -> later.timeNanos() - lost.timeNanos())
        .findFirst();
  }

  /** The report in lines; empty where no run came to its end. */
  Optional<String> text(String testClass, String method) {
    if (planned == null) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append("TcpUnit: loss sweep of ").append(testClass).append('.').append(method);
    text.append("\n  ").append(planned).append(": ").append(runs).append(" runs, ");
    text.append(failures.size()).append(" failed\n");
    if (worst != null) {
      Collections.sort(recoveries);
      text.append("  worst recovery: ").append(Wording.time(worstNanos)).append(" after ");
      text.append(worst).append("; median ");
      text.append(Wording.time(recoveries.get(recoveries.size() / 2))).append('\n');
    }
    if (!notRepeated.isEmpty()) {
      text.append("  not sent again while the test ran: ").append(notRepeated).append('\n');
    }
    return Optional.of(text.toString());
  }
}
