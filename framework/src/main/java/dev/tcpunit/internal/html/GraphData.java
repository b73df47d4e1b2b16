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
import java.util.ArrayList;
import java.util.List;

/**
 * What the graphs of a connection are drawn from, as JSON for a script element: the segments, once
 * for each place where a drawn flow was judged, the facts about each flow, and the waits. Times are
 * microseconds since the connection's first segment.
 */
final class GraphData {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Connection connection;
  private final long start;
  private final List<Connection> views = new ArrayList<>();

  private GraphData(Connection connection) {
    this.connection = connection;
    start = connection.startNanos();
  }

  /** The object, with no {@code <} in it, so that nothing in it ends the element. */
  static String of(Connection connection, List<Flow> flows, List<Wait> waits) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new GraphData(connection).write(json, flows, waits);
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
    for (Connection view : views) {
      SegmentData.write(ConnectionDynamics.of(view), start, json);
    }
    json.writeEndArray();
    writeWaits(json, waits);
    json.writeEndObject();
  }

  private void writeFlow(JsonGenerator json, Flow flow) throws IOException {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    if (!views.contains(flow.connection())) {
      views.add(flow.connection());
    }
    json.writeStartObject();
    json.writeNumberField("sender", flow.sender().ordinal());
    json.writeNumberField("view", views.indexOf(flow.connection()));
    SegmentData.writeColumn(json, "flight", flight(dynamics));
    SegmentData.writeColumn(json, "roundTrip", roundTrips(dynamics));
    json.writeEndObject();
  }

  /** Expected is what was in flight, and what a segment adds or an acknowledgement takes away. */
  private static Column flight(FlowDynamics dynamics) {
    Column column = new Column();
    Role sender = dynamics.flow().sender();
    long flight = 0;
    long acknowledged = 0;
    for (Segment segment : dynamics.flow().connection().segments()) {
      long expected = flight;
      if (segment.from() == sender) {
        expected += segment.length();
      } else if (segment.has(TcpFlags.ACK)) {
        expected -= segment.ack() - acknowledged;
        acknowledged = segment.ack();
      }
      flight = dynamics.bytesInFlightAfter(segment);
      column.add(flight, expected);
    }
    return column;
  }

  /** Pairs: the index of an acknowledgement, and the microseconds that it took. */
  private static Column roundTrips(FlowDynamics dynamics) {
    Column column = new Column();
    int last = 0;
    for (RttSample sample : dynamics.roundTrips().samples()) {
      column.add(sample.acknowledgement().index(), last);
      last = sample.acknowledgement().index();
      column.add(SegmentData.micros(sample.nanos()));
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
