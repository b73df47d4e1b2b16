package dev.tcpunit.internal.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The segments of a connection as columns of integers, in the order of capture. {@code graphs.js}
 * reads them back and expects the same: of a frame's number the one before plus one, of a time and
 * an index the one before; and of the same side's last segment its end as the number of the next,
 * its length, what it acknowledged and its window.
 */
final class SegmentData {
  private static final int NANOS_PER_MICRO = 1000;

  /** In place of a window whose unit is not known. */
  private static final int UNKNOWN = -1;

  private final Connection connection;
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

  private SegmentData(ConnectionDynamics dynamics, long start) {
    this.connection = dynamics.connection();
    this.dynamics = dynamics;
    this.start = start;
  }

  /** Writes an object; times count from the given one, in microseconds. */
  static void write(ConnectionDynamics dynamics, long startNanos, JsonGenerator json)
      throws IOException {
    new SegmentData(dynamics, startNanos).write(json);
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
    for (Segment segment : connection.segments()) {
      frames.add(segment.frame(), frame + 1);
      frame = segment.frame();
      long micros = micros(segment.timeNanos() - start);
      times.add(micros, time);
      time = micros;
      lookOf.add(looks.computeIfAbsent(look(segment), look -> looks.size()));
      addNumbers(segment, segment.from() == Role.CLIENT ? client : server);
      for (SackBlock block : segment.sackBlocks()) {
        sacks.add(segment.index(), withSack);
        withSack = segment.index();
        sacks.add(block.from(), segment.ack());
        sacks.add(block.length());
      }
    }
  }

  private static Look look(Segment segment) {
    String remarks = String.join(", ", SegmentRemarks.of(segment));
    return new Look(segment.from(), segment.flags().toString(), Mark.of(segment), remarks);
  }

  private void addNumbers(Segment segment, Side side) {
    numbers.add(segment.seq(), side.end);
    side.end = segment.seq() + segment.length();
    lengths.add(segment.length(), side.length);
    side.length = segment.length();
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
