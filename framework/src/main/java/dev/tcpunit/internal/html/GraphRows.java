package dev.tcpunit.internal.html;

import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is drawn of a connection's segments: each of them or, where those are more than a page has
 * room for, one row for several that one side sent after each other and of which the same is to be
 * said: the next bytes of the data, or acknowledgements. What was sent again, or is told of one
 * segment alone, has its own row at any rate.
 */
final class GraphRows {
  private final List<Row> rows = new ArrayList<>();
  private final int[] places;

  /** Segments that are drawn as one. */
  static final class Row {
    private final Segment first;
    private final String remarks;
    private Segment last;
    private int segments = 1;

    private Row(Segment segment) {
      first = segment;
      last = segment;
      remarks = remarks(segment);
    }

    private static String remarks(Segment segment) {
      return String.join(", ", SegmentRemarks.of(segment));
    }

    /** Where data begins; of acknowledgements the last holds for all. */
    Segment drawn() {
      return first.length() > 0 ? first : last;
    }

    Segment last() {
      return last;
    }

    int segments() {
      return segments;
    }

    long length() {
      return first.length() > 0 ? last.seq() + last.length() - first.seq() : 0;
    }

    String remarks() {
      return remarks;
    }

    Mark mark() {
      return Mark.of(first);
    }

    private boolean takes(Segment next) {
      boolean same = Mark.of(next) == mark() && remarks(next).equals(remarks);
      return same && (next.length() == 0 ? takesAcknowledgement() : takesData(next));
    }

    private boolean takesAcknowledgement() {
      return last.length() == 0 && (mark() == Mark.PLAIN || mark() == Mark.DUPLICATE_ACK);
    }

    private boolean takesData(Segment next) {
      return mark() == Mark.PLAIN && last.length() > 0 && next.seq() == last.seq() + last.length();
    }

    private void add(Segment next) {
      last = next;
      segments++;
    }
  }

  private GraphRows(int segments) {
    places = new int[segments];
  }

  /**
   * The rows of a connection.
   *
   * @param most how many there should be; findings may be more
   */
  static GraphRows of(Connection connection, int most) {
    List<Segment> segments = connection.segments();
    GraphRows rows = new GraphRows(segments.size());
    // In a group there is a row for each side, if there are no findings.
    int group = segments.size() <= most ? 1 : 1 + 2 * (segments.size() / most);
    Row[] rowOf = new Row[segments.size()];
    for (int start = 0; start < segments.size(); start += group) {
      int end = Math.min(segments.size(), start + group);
      rows.addGroup(segments.subList(start, end), rowOf);
    }
    rows.sort(rowOf);
    return rows;
  }

  private void addGroup(List<Segment> group, Row[] rowOf) {
    Row[] open = new Row[2];
    for (Segment segment : group) {
      int side = segment.from().ordinal();
      if (open[side] != null && open[side].takes(segment)) {
        open[side].add(segment);
      } else {
        open[side] = new Row(segment);
        rows.add(open[side]);
      }
      rowOf[segment.index()] = open[side];
    }
  }

  private void sort(Row[] rowOf) {
    rows.sort(Comparator.comparingInt(row -> row.drawn().index()));
    int[] placeOfDrawn = new int[rowOf.length];
    for (int place = 0; place < rows.size(); place++) {
      placeOfDrawn[rows.get(place).drawn().index()] = place;
    }
    for (int index = 0; index < rowOf.length; index++) {
      places[index] = placeOfDrawn[rowOf[index].drawn().index()];
    }
  }

  /** In the order of capture. */
  List<Row> all() {
    return rows;
  }

  /** Whether some stand for several segments. */
  boolean areThinned() {
    return rows.size() < places.length;
  }

  /** The number, from 0, of the row in which a segment is. */
  int placeOf(Segment segment) {
    return places[segment.index()];
  }
}
