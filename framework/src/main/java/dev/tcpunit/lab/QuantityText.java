package dev.tcpunit.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes quantities as people do: {@code 20ms}, {@code 50mbit}, {@code 100kB}. */
final class QuantityText {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]+)");
  private static final Map<String, Long> NANOS =
      Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
  private static final Map<String, Long> BITS =
      Map.of("bit", 1L, "kbit", 1_000L, "mbit", 1_000_000L, "gbit", 1_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of("b", 1L, "kb", 1_000L, "mb", 1_000_000L, "kib", 1L << 10, "mib", 1L << 20);

  private QuantityText() {}

  static Duration duration(String text) {
    return Duration.ofNanos(read(text, NANOS, "a duration such as 20ms: ns, us, ms or s"));
  }

  /** Bits per second. */
  static long rate(String text) {
    return read(text, BITS, "a rate such as 50mbit: bit, kbit, mbit or gbit a second");
  }

  static long bytes(String text) {
    return read(text, BYTES, "a size such as 100kB: B, kB, MB, KiB or MiB");
  }

  private static long read(String text, Map<String, Long> units, String what) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("'" + text + "' is not " + what);
    }
    BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0 || nanos >= NANOS.get("s")) {
      return in(nanos, 9, "s");
    }
    return nanos >= NANOS.get("ms") ? in(nanos, 6, "ms") : in(nanos, 3, "us");
  }

  private static String in(long nanos, int digits, String unit) {
    return BigDecimal.valueOf(nanos, digits).stripTrailingZeros().toPlainString() + " " + unit;
  }
}
