package dev.tcpunit.internal.verdict;

import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers, times and sides in the words that all messages share. */
public final class Wording {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long LONG = 10_000_000_000L;

  private Wording() {}

  /** {@code 1 byte}, {@code 2 bytes}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code once}, {@code twice}, {@code 3 times}. */
  public static String times(long number) {
    return number == 1 ? "once" : number == 2 ? "twice" : number + " times";
  }

  /**
   * Milliseconds with three decimals; from ten seconds on, seconds with one. Two packets that were
   * captured in another order than their times say are none apart.
   */
  public static String time(long difference) {
    long nanos = Math.max(0, difference);
    return nanos < LONG
        ? String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_PER_MILLI)
        : String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
  }

  /** A limit in the unit that a program states it in: {@code 2 s}, {@code 40 ms}. */
  public static String limit(Duration limit) {
    if (limit.toNanos() % NANOS_PER_SECOND == 0) {
      return limit.toSeconds() + " s";
    }
    return limit.toNanos() % NANOS_PER_MILLI == 0
        ? limit.toMillis() + " ms"
        : limit.toNanos() < NANOS_PER_MILLI ? limit.toNanos() + " ns" : time(limit.toNanos());
  }

  /**
   * Times with what each is attributed to: {@code application 12.000 ms and delayed ack 40.000 ms}.
   */
  public static String times(Map<? extends Enum<?>, Long> nanos) {
    return join(
        nanos.entrySet().stream()
            .map(e -> EnumWords.of(e.getKey()) + " " + time(e.getValue()))
            .toList());
  }

  /** {@code client} or {@code server}. */
  public static String side(Role role) {
    return role.word();
  }

  /** The end at which a connection was seen: {@code client} or {@code server}. */
  static String side(VantagePoint end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String join(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
