package dev.tcpunit.internal.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads the data of graphs as the scripts of a page do. */
final class GraphReader {
  /** A segment as a page knows it. */
  record Point(
      long frame,
      long micros,
      Role from,
      String flags,
      String mark,
      String remarks,
      long seq,
      long length,
      long ack,
      long window,
      List<SackBlock> sacks) {}

  private final JsonNode data;

  private GraphReader(JsonNode data) {
    this.data = data;
  }

  static GraphReader of(String html) throws IOException {
    String start = "<script type=\"application/json\">";
    int from = html.indexOf(start) + start.length();
    return new GraphReader(
        new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from))));
  }

  private JsonNode flow(Role sender) {
    for (JsonNode flow : data.get("flows")) {
      if (flow.get("sender").asInt() == sender.ordinal()) {
        return flow;
      }
    }
    throw new AssertionError("no flow of the " + sender);
  }

  /** Whose data is drawn. */
  List<Role> senders() {
    List<Role> senders = new ArrayList<>();
    data.get("flows").forEach(flow -> senders.add(Role.values()[flow.get("sender").asInt()]));
    return senders;
  }

  List<Point> segmentsOf(Role sender) {
    JsonNode view = data.get("views").get(flow(sender).get("view").asInt());
    long[][] last = new long[2][4];
    long frame = 0;
    long time = 0;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < view.get("frame").size(); i++) {
      frame += at(view, "frame", i) + 1;
      time += at(view, "time", i);
      JsonNode look = view.get("looks").get((int) at(view, "look", i));
      long[] side = last[look.get(0).asInt()];
      long seq = side[0] + at(view, "seq", i);
      side[1] += at(view, "length", i);
      side[2] += at(view, "ack", i);
      side[3] += at(view, "window", i);
      side[0] = seq + side[1];
      points.add(
          new Point(
              frame,
              time,
              Role.values()[look.get(0).asInt()],
              look.get(1).asText(),
              look.get(2).asText(),
              look.get(3).asText(),
              seq,
              side[1],
              side[2],
              side[3],
              sacks(view, i, side[2])));
    }
    return points;
  }

  private static long at(JsonNode view, String column, int index) {
    return view.get(column).get(index).asLong();
  }

  private static List<SackBlock> sacks(JsonNode view, int index, long ack) {
    List<SackBlock> blocks = new ArrayList<>();
    long of = 0;
    for (int i = 0; i < view.get("sack").size(); i += 3) {
      of += at(view, "sack", i);
      if (of == index) {
        long from = ack + at(view, "sack", i + 1);
        blocks.add(new SackBlock(from, from + at(view, "sack", i + 2)));
      }
    }
    return blocks;
  }

  List<Long> flightOf(Role sender) {
    JsonNode column = flow(sender).get("flight");
    List<Point> segments = segmentsOf(sender);
    List<Long> values = new ArrayList<>();
    long flight = 0;
    long acknowledged = 0;
    for (int i = 0; i < segments.size(); i++) {
      Point segment = segments.get(i);
      if (segment.from == sender) {
        flight += segment.length;
      } else if (segment.flags.contains(".")) {
        flight -= segment.ack - acknowledged;
        acknowledged = segment.ack;
      }
      flight += column.get(i).asLong();
      values.add(flight);
    }
    return values;
  }

  static List<Long> expectedFlight(Flow flow) {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    return flow.connection().segments().stream().map(dynamics::bytesInFlightAfter).toList();
  }

  static List<Point> expected(Flow flow, long startNanos) {
    List<Segment> segments = flow.connection().segments();
    long[] acks = new long[2];
    List<Point> points = new ArrayList<>();
    for (Segment segment : segments) {
      int side = segment.from().ordinal();
      acks[side] = segment.has(TcpFlags.ACK) ? segment.ack() : acks[side];
      points.add(
          new Point(
              segment.frame(),
              Math.floorDiv(segment.timeNanos() - startNanos, 1000L),
              segment.from(),
              segment.flags().toString(),
              Mark.of(segment).label(),
              String.join(", ", SegmentRemarks.of(segment)),
              segment.seq(),
              segment.length(),
              acks[side],
              window(flow, segment).orElse(-1),
              segment.sackBlocks()));
    }
    return points;
  }

  private static OptionalLong window(Flow flow, Segment segment) {
    Flow peers = flow.connection().flow(segment.from().peer());
    return FlowDynamics.of(peers).receiveWindow().bytes(segment);
  }
}
