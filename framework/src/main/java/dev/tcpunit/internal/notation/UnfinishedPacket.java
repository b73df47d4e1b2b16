package dev.tcpunit.internal.notation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packet whose line does not hold all of it: {@code -v} puts the addresses on the next line, and
 * mail programs and terminals wrap lines anywhere, within words too. Lines that belong to no packet
 * may stand in between.
 */
final class UnfinishedPacket {
  /** More than a packet fills when it is wrapped at forty characters. */
  private static final int MOST_LINES = 12;

  private static final int MOST_READINGS = 100;
  private static final Pattern MARK = Pattern.compile("[>|*#]\\s*");

  /** How a line may go on that could have ended with the window. */
  private static final Pattern MORE_OPTIONS =
      Pattern.compile("^[\\s>|]*(?:\\d{1,4} )?(?:<|\\(DF|\\(ttl|urg \\d)");

  private final TextLine first;
  private final long lineNumber;
  private final String begun;
  private final boolean whole;
  private final List<Held> held = new ArrayList<>();
  private List<String> readings;

  /** A line that may belong to the packet. */
  record Held(long number, TextLine line) {}

  /**
   * Begins with what is there.
   *
   * @param first the packet's first line
   * @param lineNumber its number
   * @param begun that line, and those that are known to follow it
   * @param whole whether that could be all
   */
  UnfinishedPacket(TextLine first, long lineNumber, String begun, boolean whole) {
    this.first = first;
    this.lineNumber = lineNumber;
    this.begun = begun;
    this.whole = whole;
    readings = List.of(begun);
  }

  /** What is there for certain. */
  TextLine begun() {
    return TextLine.of(begun);
  }

  TextLine first() {
    return first;
  }

  long lineNumber() {
    return lineNumber;
  }

  /** The lines since, of which none has completed the packet. */
  List<Held> held() {
    return held;
  }

  boolean canGrow() {
    return held.size() < MOST_LINES;
  }

  /** Whether a line certainly belongs to a packet of its own. */
  boolean endsBefore(TextLine line) {
    boolean isItsSecondLine = first.isHeaderAlone() && line.isSegment() && !line.saysIp();
    boolean isAnother = line.timed() || first.saysIp() && line.saysIp();
    return isAnother && !isItsSecondLine;
  }

  /**
   * Takes a further line.
   *
   * @param line the line
   * @param number its number
   * @param judge how much sense a reading makes: more for better ones, 0 for none yet, less for one
   *     that never will
   * @return the best reading that makes sense, or null
   */
  String with(TextLine line, long number, ToIntFunction<String> judge) {
    held.add(new Held(number, line));
    if (whole && !MORE_OPTIONS.matcher(held.get(0).line().text()).find()) {
      return null;
    }
    Set<String> open = new LinkedHashSet<>();
    String best = null;
    int bestSense = 0;
    for (String reading : readings) {
      for (String candidate : joined(reading, line.text())) {
        int sense = judge.applyAsInt(candidate);
        if (sense > bestSense) {
          best = candidate;
          bestSense = sense;
        } else if (sense == 0) {
          open.add(candidate);
        }
      }
    }
    boolean mayBecomeSegment = bestSense == 1 && !open.isEmpty();
    open.addAll(readings);
    readings =
        open.stream()
            .sorted(Comparator.comparing(UnfinishedPacket::hasOddHeader))
            .limit(MOST_READINGS)
            .toList();
    return mayBecomeSegment ? null : best;
  }

  private static Set<String> joined(String reading, String line) {
    String start = reading.stripTrailing();
    Set<String> candidates = new LinkedHashSet<>();
    String text = line.strip();
    boolean blank = start.length() < reading.length() || line.startsWith(" ");
    for (String unmarked : List.of(withoutMarks(text, 2), withoutMarks(text, 1), text)) {
      candidates.add(start + " " + unmarked);
      if (!blank || !unmarked.equals(text)) {
        candidates.add(start + unmarked);
      }
    }
    return candidates;
  }

  private static boolean hasOddHeader(String reading) {
    return !PacketLine.isWholeHeader(PacketLine.header(reading));
  }

  private static String withoutMarks(String text, int most) {
    String rest = text;
    for (int i = 0; i < most; i++) {
      Matcher mark = MARK.matcher(rest);
      rest = mark.lookingAt() ? rest.substring(mark.end()) : rest;
    }
    return rest;
  }
}
