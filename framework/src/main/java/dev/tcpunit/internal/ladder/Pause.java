package dev.tcpunit.internal.ladder;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Connection;
import java.util.List;

/**
 * A time in which a connection did not go on.
 *
 * @param words how long: {@code nothing for 204 ms}
 * @param why whose doing it was, and what shows it; empty where that is not known
 */
public record Pause(String words, String why) {
  /** Longer than any delayed ACK of Linux. */
  static final long SILENCE_NANOS = 200_000_000L;

  /** Who waits for whom where the capture ends, if for long. */
  public static List<Pause> atTheEnd(Connection connection) {
    return Waiting.of(connection).stream()
        .filter(waiting -> waiting.nanos() >= SILENCE_NANOS)
        .map(Pause::of)
        .toList();
  }

  private static Pause of(Waiting waiting) {
    String who =
        waiting
            .side()
            .map(side -> "the " + side.word() + " has waited for the " + side.peer().word())
            .orElse("nothing has happened");
    return new Pause(
        who + " for " + Quantities.duration(waiting.nanos()),
        "since #" + waiting.since().frame() + ": " + waiting.explanation());
  }

  /** A gap of so long between two segments, in the middle of a stall. */
  static Pause of(long gapNanos, Stall stall) {
    String longer =
        stall.nanos() > 2 * gapNanos
            ? ", no progress for " + Quantities.duration(stall.nanos())
            : "";
    String side = stall.side().map(role -> " (" + role.word() + ")").orElse("");
    String cause =
        stall.cause() == StallCause.UNKNOWN ? "cause unknown" : EnumWords.of(stall.cause());
    return new Pause(words(gapNanos) + longer, cause + side + ": " + stall.explanation());
  }

  static Pause of(long gapNanos) {
    return new Pause(words(gapNanos), "");
  }

  private static String words(long gapNanos) {
    return "nothing for " + Quantities.duration(gapNanos);
  }
}
