package dev.tcpunit.internal.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a connection as columns of integers, in the order of capture. {@code graph-data.js}
 * reads them back and expects the same: of a frame's number the one before plus one, of a time and
 * an index the one before; and of the same side's last segment its end as the number of the next,
 * its length, what it acknowledged and its window.
 */
final class SegmentData {
  private static final int NANOS_PER_MICRO = 1000;

  /** In place of a window whose unit is not known. */
  private static final int UNKNOWN = -1;

  private final GraphRows rows;
  private final ConnectionDynamics dynamics;
  private final long start;
  private final Map<Look, Integer> looks = new LinkedHashMap<>();
  private final Column frames = new Column();
  private final Column times = new Column();
  private final Column lookOf = new Column();
  private final Column numbers = new Column();
  private final Column lengths = new Column();
  private final Column acks = new Column();
  private final Column windows = new Column();
  private final Column sacks = new Column();
  private final Column more = new Column();
  private final Side client = new Side();
  private final Side server = new Side();

  /** What many segments have in common. */
  private record Look(Role from, String flags, Mark mark, String remarks) {}

  /** What the last segment of a side was like. */
  private static final class Side {
    private long end;
    private long length;
    private long ack;
    private long window;
  }

  private SegmentData(GraphRows rows, ConnectionDynamics dynamics, long start) {
    this.rows = rows;
    this.dynamics = dynamics;
    this.start = start;
  }

  /** Writes an object; times count from the given one, in microseconds. */
  static void write(
      GraphRows rows, ConnectionDynamics dynamics, long startNanos, JsonGenerator json)
      throws IOException {
    new SegmentData(rows, dynamics, startNanos).write(json);
  }

  static long micros(long nanos) {
    return Math.floorDiv(nanos, (long) NANOS_PER_MICRO);
  }

  private void write(JsonGenerator json) throws IOException {
    addAll();
    json.writeStartObject();
    json.writeArrayFieldStart("looks");
    for (Look look : looks.keySet()) {
      json.writeStartArray();
      json.writeNumber(look.from.ordinal());
      json.writeString(look.flags);
      json.writeString(look.mark.label());
      json.writeString(look.remarks);
      json.writeEndArray();
    }
    json.writeEndArray();
    writeColumn(json, "frame", frames);
    writeColumn(json, "time", times);
    writeColumn(json, "look", lookOf);
    writeColumn(json, "seq", numbers);
    writeColumn(json, "length", lengths);
    writeColumn(json, "ack", acks);
    writeColumn(json, "window", windows);
    writeColumn(json, "sack", sacks);
    if (rows.areThinned()) {
      writeColumn(json, "more", more);
    }
    json.writeEndObject();
  }

  static void writeColumn(JsonGenerator json, String name, Column column) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(column.toString());
  }

  private void addAll() {
    long frame = 0;
    long time = 0;
    int withSack = 0;
    for (int place = 0; place < rows.all().size(); place++) {
      GraphRows.Row row = rows.all().get(place);
      Segment segment = row.drawn();
      frames.add(segment.frame(), frame + 1);
      frame = segment.frame();
      long micros = micros(segment.timeNanos() - start);
      times.add(micros, time);
      time = micros;
      lookOf.add(looks.computeIfAbsent(look(row), look -> looks.size()));
      addNumbers(row, segment.from() == Role.CLIENT ? client : server);
      more.add(row.segments() - 1);
      for (SackBlock block : row.last().sackBlocks()) {
        sacks.add(place, withSack);
        withSack = place;
        sacks.add(block.from(), row.last().ack());
        sacks.add(block.length());
      }
    }
  }

  private static Look look(GraphRows.Row row) {
    Segment segment = row.last();
    return new Look(segment.from(), segment.flags().toString(), row.mark(), row.remarks());
  }

  private void addNumbers(GraphRows.Row row, Side side) {
    numbers.add(row.drawn().seq(), side.end);
    side.end = row.drawn().seq() + row.length();
    lengths.add(row.length(), side.length);
    side.length = row.length();
    Segment segment = row.last();
    long ack = segment.has(TcpFlags.ACK) ? segment.ack() : side.ack;
    acks.add(ack, side.ack);
    side.ack = ack;
    long window = window(segment);
    windows.add(window, side.window);
    side.window = window;
  }

  private long window(Segment segment) {
    return dynamics.flow(segment.from().peer()).receiveWindow().bytes(segment).orElse(UNKNOWN);
  }
}
