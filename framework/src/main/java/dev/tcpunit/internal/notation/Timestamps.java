package dev.tcpunit.internal.notation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times that tcpdump puts before packets, as nanoseconds since the epoch.
 *
 * <p>A time of day alone counts from the first day of the epoch, and goes on to the next day when
 * it falls by more than twelve hours. A date is taken as UTC, since the text does not name its
 * zone. Elapsed times ({@code -ttt}, {@code -ttttt}: written after a blank) count from the epoch.
 * Without times ({@code -t}) all are 0.
 */
final class Timestamps {
  private static final Pattern CLOCK =
      Pattern.compile(
          "^(\\s*)(-?)(?:(\\d{4}-\\d{2}-\\d{2}) )?(\\d{2}):(\\d{2}):(\\d{2})\\.(\\d{1,9})\\s+");
  private static final Pattern EPOCH = Pattern.compile("^\\s*(\\d{1,10})\\.(\\d{6}|\\d{9})\\s+");
  private static final long DAY = TimeUnit.DAYS.toNanos(1);

  private final boolean sincePrevious;
  private Boolean elapsed;
  private long last;
  private long days;

  /**
   * Tells elapsed times since the previous packet ({@code -ttt}) from those since the first ({@code
   * -ttttt}) by the lines that follow: the latter never fall.
   */
  Timestamps(List<String> ahead) {
    boolean falls = false;
    long before = Long.MIN_VALUE;
    for (String line : ahead) {
      Matcher clock = CLOCK.matcher(line);
      if (clock.find()) {
        long time = timeOfDay(clock);
        falls |= time < before;
        before = time;
      }
    }
    sincePrevious = falls;
  }

  /** Where the text after the time starts; 0 if the line does not begin with a time. */
  static int end(String line) {
    Matcher clock = CLOCK.matcher(line);
    if (clock.find()) {
      return clock.end();
    }
    Matcher epoch = EPOCH.matcher(line);
    return epoch.find() ? epoch.end() : 0;
  }

  /** The time that a packet line begins with; the last one again if it begins with none. */
  long read(String line) {
    Matcher clock = CLOCK.matcher(line);
    if (clock.find()) {
      return last = clock.group(3) == null ? ofClock(clock) : ofDate(clock);
    }
    Matcher epoch = EPOCH.matcher(line);
    if (epoch.find()) {
      long seconds = Long.parseLong(epoch.group(1));
      return last = TimeUnit.SECONDS.toNanos(seconds) + fraction(epoch.group(2));
    }
    return last;
  }

  private long ofClock(Matcher clock) {
    long time = timeOfDay(clock);
    if (elapsed == null) {
      // A copied text may have lost the blank; no capture starts at midnight to the nanosecond.
      elapsed = !clock.group(1).isEmpty() || time == 0;
    }
    if (elapsed) {
      return sincePrevious ? last + time : time;
    }
    if (days + time < last - DAY / 2) {
      days += DAY;
    }
    return days + time;
  }

  private static long ofDate(Matcher clock) {
    try {
      return LocalDate.parse(clock.group(3)).toEpochDay() * DAY + timeOfDay(clock);
    } catch (DateTimeException e) {
      throw new NotationException("\"" + clock.group(3) + "\" is not a date");
    }
  }

  private static long timeOfDay(Matcher clock) {
    long seconds =
        (Long.parseLong(clock.group(4)) * 60 + Long.parseLong(clock.group(5))) * 60
            + Long.parseLong(clock.group(6));
    long nanos = TimeUnit.SECONDS.toNanos(seconds) + fraction(clock.group(7));
    return clock.group(2).isEmpty() ? nanos : -nanos;
  }

  private static long fraction(String digits) {
    return Long.parseLong((digits + "00000000").substring(0, 9));
  }
}
