package dev.tcpunit.internal.notation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times that tcpdump puts before packets, as nanoseconds since the epoch.
 *
 * <p>A time of day alone counts from the first day of the epoch, and goes on to the next day when
 * it falls by more than twelve hours. A date is taken as UTC, since tcpdump does not name its zone,
 * unless who wrote the text anew has named it (ISO 8601). Elapsed times ({@code -ttt}, {@code
 * -ttttt}) count from the epoch. Without times ({@code -t}) all are 0.
 *
 * <p>Other programs put times of their own before a line; the last time before the packet is
 * tcpdump's.
 */
final class Timestamps {
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<![0-9A-Za-z.])(-?)(?:(\\d{4}-\\d{2}-\\d{2})[ T])?(\\d{2,3}):(\\d{2}):(\\d{2})"
              + "(?:[.,](\\d{1,9})(?:Z|([+-]\\d{2}:?\\d{2}))?(?=\\s|$)|(?= IP6? ))");

  private static final Pattern EPOCH =
      Pattern.compile("(?<![\\w.:-])(\\d{1,10})\\.(\\d{6}|\\d{9})(?=\\s|$)");

  /** {@code -ttt} before version 4.1: microseconds, and before them whole seconds if any. */
  private static final Pattern MICROSECONDS =
      Pattern.compile("^\\s*(?:(\\d{1,9})\\. )?(\\d{6}) (?=IP6? )");

  /** Marks of a list or of a quotation, and numbers of lines. */
  private static final Pattern MARKS =
      Pattern.compile("[\\s>|*\u2022+#$%\"'`(-]*(?:\\d+[.:)]?\\s+)?");

  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final boolean elapsed;
  private final boolean sincePrevious;
  private final boolean ambiguous;
  private long last;
  private long days;
  private boolean found;

  /**
   * Tells what the times are by those of the first packets.
   *
   * @param ahead what stands before the first packets
   */
  Timestamps(List<String> ahead) {
    Survey survey = new Survey();
    ahead.forEach(survey::take);
    elapsed = survey.areElapsed();
    sincePrevious = elapsed && survey.areSincePrevious();
    ambiguous = elapsed && survey.mayBeEither();
    days = survey.crossesMidnightBackwards ? DAY : 0;
    last = days;
  }

  /** Whether a line begins with a time, but for what quotes or numbers it. */
  static boolean beginsWithOne(String line) {
    Matcher marks = MARKS.matcher(line);
    int start = marks.lookingAt() ? marks.end() : 0;
    return startsAt(CLOCK.matcher(line), start)
        || startsAt(EPOCH.matcher(line), start)
        || startsAt(CLOCK.matcher(line), 0)
        || MICROSECONDS.matcher(line).find();
  }

  private static boolean startsAt(Matcher time, int start) {
    return time.useTransparentBounds(true).region(start, time.regionEnd()).lookingAt();
  }

  /** Whether there is a time in what stands before a packet. */
  static boolean isIn(String before) {
    return CLOCK.matcher(before).find()
        || EPOCH.matcher(before).find()
        || MICROSECONDS.matcher(before).find();
  }

  /** The time of a packet by what stands before it; the last one again if it has none. */
  long read(String before) {
    found = true;
    Matcher clock = clock(before);
    if (clock != null) {
      return last = clock.group(2) == null ? ofClock(clock) : ofDate(clock);
    }
    Matcher micros = MICROSECONDS.matcher(before);
    if (micros.find()) {
      long seconds = micros.group(1) == null ? 0 : Long.parseLong(micros.group(1));
      return last += TimeUnit.SECONDS.toNanos(seconds) + micros(micros.group(2));
    }
    found = false;
    Matcher epoch = EPOCH.matcher(before);
    while (epoch.find()) {
      found = true;
      long seconds = Long.parseLong(epoch.group(1));
      last = TimeUnit.SECONDS.toNanos(seconds) + fraction(epoch.group(2));
    }
    return last;
  }

  /** Whether there was a time in what was read last, and no doubt about what it means. */
  boolean wasThere() {
    return found && !ambiguous;
  }

  private static long micros(String digits) {
    return TimeUnit.MICROSECONDS.toNanos(Long.parseLong(digits));
  }

  /** The last time of day, or null. */
  private static Matcher clock(String before) {
    Matcher clock = CLOCK.matcher(before);
    int found = -1;
    while (clock.find()) {
      found = clock.start();
    }
    return found >= 0 && clock.find(found) ? clock : null;
  }

  private long ofClock(Matcher clock) {
    long time = timeOfDay(clock);
    if (elapsed) {
      return sincePrevious ? last + time : time;
    }
    if (days + time < last - DAY / 2) {
      days += DAY;
    }
    boolean overtaken = days > 0 && last - days < MINUTE && time > DAY - MINUTE;
    return overtaken ? days - DAY + time : days + time;
  }

  private static long ofDate(Matcher clock) {
    try {
      long offset = TimeUnit.SECONDS.toNanos(zone(clock).getTotalSeconds());
      return LocalDate.parse(clock.group(2)).toEpochDay() * DAY + timeOfDay(clock) - offset;
    } catch (DateTimeException e) {
      throw new NotationException("\"" + clock.group() + "\" is not a date");
    }
  }

  private static ZoneOffset zone(Matcher clock) {
    return clock.group(7) == null ? ZoneOffset.UTC : ZoneOffset.of(clock.group(7));
  }

  private static long timeOfDay(Matcher clock) {
    long seconds =
        (Long.parseLong(clock.group(3)) * 60 + Long.parseLong(clock.group(4))) * 60
            + Long.parseLong(clock.group(5));
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    nanos += clock.group(6) == null ? 0 : fraction(clock.group(6));
    return clock.group(1).isEmpty() ? nanos : -nanos;
  }

  private static long fraction(String digits) {
    return Long.parseLong((digits + "00000000").substring(0, 9));
  }

  /**
   * What the first times have in common.
   *
   * <p>Elapsed times begin with 0, and no capture starts at midnight to the nanosecond; or, where
   * the beginning is missing, they are small and stand behind a blank, as tcpdump writes them, and
   * fall by far more than packets overtake each other. Those since the previous packet ({@code
   * -ttt}) rise and fall; those since the first ({@code -ttttt}) rise, but where the capture is out
   * of order. A few that only rise may be either.
   */
  private static final class Survey {
    /** Of times since the previous packet every second falls; hardly ever is it one of so many. */
    private static final int RISES_FOR_A_FALL = 4;

    /** So many times since the previous packet rise all the way once in a hundred texts. */
    private static final int FEW = 6;

    boolean crossesMidnightBackwards;
    private int count;
    private int falls;
    private int notZero;
    private boolean dives;
    private boolean startsAtZero;
    private boolean small = true;
    private long before;

    void take(String line) {
      Matcher clock = clock(line);
      if (clock == null || clock.group(2) != null) {
        return;
      }
      long time = timeOfDay(clock);
      startsAtZero |= count == 0 && time == 0;
      small &= time < HOUR && (time < 0 || line.startsWith(" ", clock.start() - 1));
      if (count > 0) {
        falls += time < before ? 1 : 0;
        dives |= time < before / 2;
        crossesMidnightBackwards |= before < MINUTE && time > DAY - MINUTE;
      }
      before = time;
      notZero += time == 0 ? 0 : 1;
      count++;
    }

    boolean areElapsed() {
      return startsAtZero || small && dives;
    }

    boolean areSincePrevious() {
      return falls > 0 && (RISES_FOR_A_FALL + 1) * falls >= count - 1 || dives && count < 2 * FEW;
    }

    /** The first time that is not 0 is the same either way. */
    boolean mayBeEither() {
      return falls == 0 && notZero > 1 && count <= FEW;
    }
  }
}
