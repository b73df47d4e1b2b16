package dev.tcpunit.internal.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.RttSample;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the graphs of a connection are drawn from, as JSON for a script element: the segments, once
 * for each place where a drawn flow was judged, as {@link GraphRows}, the facts about each flow,
 * and the waits. Times are microseconds since the connection's first segment.
 */
final class GraphData {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Connection connection;
  private final long start;
  private final int mostRows;
  private final Map<Connection, GraphRows> views = new LinkedHashMap<>();

  private GraphData(Connection connection, int mostRows) {
    this.connection = connection;
    this.mostRows = mostRows;
    start = connection.startNanos();
  }

  /**
   * The object, with no {@code <} in it, so that nothing in it ends the element.
   *
   * @param mostRows how many of each place there should be
   */
  static String of(Connection connection, List<Flow> flows, List<Wait> waits, int mostRows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new GraphData(connection, mostRows).write(json, flows, waits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replace("<", "\\u003c");
  }

  private void write(JsonGenerator json, List<Flow> flows, List<Wait> waits) throws IOException {
    json.writeStartObject();
    json.writeNumberField("connection", connection.index());
    json.writeObjectFieldStart("shapes");
    for (Mark mark : Mark.values()) {
      json.writeStringField(mark.label(), mark.path);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("flows");
    for (Flow flow : flows) {
      writeFlow(json, flow);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("views");
    for (Map.Entry<Connection, GraphRows> view : views.entrySet()) {
      SegmentData.write(view.getValue(), ConnectionDynamics.of(view.getKey()), start, json);
    }
    json.writeEndArray();
    writeWaits(json, waits);
    json.writeEndObject();
  }

  private void writeFlow(JsonGenerator json, Flow flow) throws IOException {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    GraphRows rows = views.computeIfAbsent(flow.connection(), view -> GraphRows.of(view, mostRows));
    json.writeStartObject();
    json.writeNumberField("sender", flow.sender().ordinal());
    json.writeNumberField("view", List.copyOf(views.values()).indexOf(rows));
    SegmentData.writeColumn(json, "flight", flight(dynamics, rows));
    SegmentData.writeColumn(json, "roundTrip", roundTrips(dynamics, rows));
    json.writeEndObject();
  }

  /** Expected is what was in flight, and what a row adds or an acknowledgement takes away. */
  private static Column flight(FlowDynamics dynamics, GraphRows rows) {
    Column column = new Column();
    Role sender = dynamics.flow().sender();
    long flight = 0;
    long acknowledged = 0;
    for (GraphRows.Row row : rows.all()) {
      Segment segment = row.last();
      long expected = flight;
      if (segment.from() == sender) {
        expected += row.length();
      } else if (segment.has(TcpFlags.ACK)) {
        expected -= segment.ack() - acknowledged;
        acknowledged = segment.ack();
      }
      flight = dynamics.bytesInFlightAfter(segment);
      column.add(flight, expected);
    }
    return column;
  }

  /** Pairs: the place of a row of acknowledgements, and the most microseconds that one took. */
  private static Column roundTrips(FlowDynamics dynamics, GraphRows rows) {
    SortedMap<Integer, Long> longest = new TreeMap<>();
    for (RttSample sample : dynamics.roundTrips().samples()) {
      longest.merge(rows.placeOf(sample.acknowledgement()), sample.nanos(), Math::max);
    }
    Column column = new Column();
    int last = 0;
    for (Map.Entry<Integer, Long> each : longest.entrySet()) {
      column.add(each.getKey(), last);
      last = each.getKey();
      column.add(SegmentData.micros(each.getValue()));
    }
    return column;
  }

  private void writeWaits(JsonGenerator json, List<Wait> waits) throws IOException {
    json.writeArrayFieldStart("waits");
    for (Wait wait : waits) {
      json.writeStartObject();
      json.writeNumberField("from", SegmentData.micros(wait.since().timeNanos() - start));
      json.writeNumberField("to", SegmentData.micros(wait.endNanos() - start));
      json.writeNumberField("place", wait.place().ordinal());
      json.writeStringField("title", wait.title());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
