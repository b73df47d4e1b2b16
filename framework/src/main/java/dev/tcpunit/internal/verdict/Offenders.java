package dev.tcpunit.internal.verdict;

import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Segments to look at, in the middle of what was captured around them:
 *
 * <pre>
 *   #9 0.001716 > [.] 137192:152812 ack 1 win 342 len 15620
 *   #10 0.001816 > [P.] 152812:154298 ack 1 win 342 len 1486
 * * #11 0.206127 > [P.] 152812:154298 ack 1 win 342 len 1486  &lt;- repeats all of #10
 *   ...
 * </pre>
 *
 * <p>Where there is no room for all lines, the context is left out first, then the last offenders.
 *
 * <p>Over a link, a segment that arrived is shown among the segments captured at that end.
 *
 * @param connection the connection that the segments belong to, or the end of it that saw them
 * @param segments in the order of capture
 * @param note what to say behind one of them; empty for nothing
 * @param timed whether each line tells the time since the connection's segment before it
 * @param startNanos from when on to count the time
 * @param title where they were seen; empty for the connection itself
 */
record Offenders(
    Connection connection,
    List<Segment> segments,
    Function<Segment, String> note,
    boolean timed,
    long startNanos,
    Optional<String> title) {
  private static final int CONTEXT = 2;

  /** The segments that both ends saw, and, apart from these, those that only one end saw. */
  static List<Offenders> of(
      Connection connection,
      List<Segment> segments,
      Function<Segment, String> note,
      boolean timed) {
    long start = connection.startNanos();
    if (!connection.isSeenAtBothEnds()) {
      return List.of(new Offenders(connection, segments, note, timed, start, Optional.empty()));
    }
    List<Offenders> found = new ArrayList<>();
    List<Segment> left = segments;
    for (Connection place : places(connection)) {
      Set<Segment> seen = Set.copyOf(place.segments());
      List<Segment> here = left.stream().filter(seen::contains).toList();
      left = left.stream().filter(segment -> !here.contains(segment)).toList();
      if (!here.isEmpty()) {
        Optional<String> title =
            place == connection
                ? Optional.empty()
                : Optional.of("as the " + Wording.side(place.vantagePoint()) + " saw it:");
        found.add(new Offenders(place, here, note, timed, start, title));
      }
    }
    return found;
  }

  /** The connection itself, and its views from either end, which may have seen more segments. */
  static List<Connection> places(Connection connection) {
    return Stream.concat(Stream.of(connection), connection.whole().views().stream())
        .distinct()
        .toList();
  }

  /** The lines to show, at most as many as there is room for. */
  List<String> lines(int most) {
    // Of more than there is room for, only those that will be shown are put into words.
    List<Segment> first = segments.subList(0, Math.min(segments.size(), Math.max(1, most)));
    for (int context = CONTEXT; context >= 0 && first.size() == segments.size(); context--) {
      List<String> lines = lines(segments, context);
      if (lines.size() <= most) {
        return lines;
      }
    }
    List<String> lines = new ArrayList<>(lines(first, 0));
    List<String> shown = lines.subList(0, Math.max(0, most - 1));
    long offenders = shown.stream().filter(line -> line.startsWith("*")).count();
    shown.add("  ... and " + (segments.size() - offenders) + " more");
    return shown;
  }

  private List<String> lines(List<Segment> marked, int context) {
    List<Segment> all = connection.segments();
    Set<Segment> wanted = Set.copyOf(marked);
    Set<Integer> offenders =
        IntStream.range(0, all.size())
            .filter(i -> wanted.contains(all.get(i)))
            .boxed()
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    title.ifPresent(words -> lines.add("  " + words));
    int last = -1;
    for (int index : around(offenders, context, all.size())) {
      if (last >= 0 && index > last + 1 && context > 0) {
        lines.add("  ...");
      }
      last = index;
      boolean offends = offenders.contains(index);
      String words = offends ? note.apply(all.get(index)) : "";
      String line = (offends ? "* " : "  ") + Finding.noted(line(all, index), words);
      lines.addAll(line.lines().toList());
    }
    return lines;
  }

  private static Set<Integer> around(Set<Integer> offenders, int context, int size) {
    Set<Integer> shown = new TreeSet<>();
    for (int offender : offenders) {
      for (int i = offender - context; i <= offender + context; i++) {
        if (i >= 0 && i < size) {
          shown.add(i);
        }
      }
    }
    return shown;
  }

  private String line(List<Segment> all, int index) {
    Segment segment = all.get(index);
    String line = SegmentNotation.line(segment, startNanos);
    if (timed && index > 0) {
      // Two processors may write what they see at almost the same time in either order.
      long nanos = Math.max(0, segment.timeNanos() - all.get(index - 1).timeNanos());
      line = line.replaceFirst("(?= [<>] )", " +" + Wording.time(nanos));
    }
    return line;
  }
}
