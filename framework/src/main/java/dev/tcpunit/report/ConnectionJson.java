package dev.tcpunit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.Transit;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes one connection, its two flows and, if asked to, its segments. */
final class ConnectionJson {
  private static final FlowCount[] COUNTS = FlowCount.values();
  private static final SerializedString[] NAMES = names();

  /** The text of each count and those after it where all are 0, as they nearly always are. */
  private static final SerializedString[] ZEROS = zeros();

  private ConnectionJson() {}

  private static SerializedString[] names() {
    SerializedString[] names = new SerializedString[COUNTS.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = new SerializedString(COUNTS[i].jsonName());
    }
    return names;
  }

  private static SerializedString[] zeros() {
    SerializedString[] zeros = new SerializedString[COUNTS.length];
    String text = "";
    for (int i = zeros.length - 1; i >= 0; i--) {
      text = ",\"" + COUNTS[i].jsonName() + "\":0" + text;
      zeros[i] = new SerializedString(text);
    }
    return zeros;
  }

  static void write(JsonGenerator json, Connection connection, boolean segments)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", connection.index());
    json.writeStringField("client", connection.client().toString());
    json.writeStringField("server", connection.server().toString());
    json.writeStringField("roles", connection.roleEvidence().name());
    json.writeStringField("vantage", connection.vantagePoint().name());
    if (connection.door().isPresent()) {
      json.writeStringField("door", connection.door().get().name());
    }
    json.writeNumberField("startNanos", connection.startNanos());
    json.writeNumberField("durationNanos", connection.durationNanos());
    json.writeNumberField("segments", connection.segmentCount());
    writeHandshake(json, connection);
    writeTeardown(json, connection);
    writeFlow(json, "clientToServer", connection.clientToServer());
    writeFlow(json, "serverToClient", connection.serverToClient());
    Optional<String> remark = HostReordering.remark(connection);
    if (remark.isPresent()) {
      json.writeStringField("remark", remark.get());
    }
    if (!connection.icmpErrors().isEmpty()) {
      writeIcmpErrors(json, connection);
    }
    if (segments) {
      writeSegments(json, connection);
    }
    json.writeEndObject();
  }

  private static void writeIcmpErrors(JsonGenerator json, Connection connection)
      throws IOException {
    json.writeArrayFieldStart("icmpErrors");
    for (IcmpError error : connection.icmpErrors()) {
      json.writeStartObject();
      json.writeNumberField("frame", error.frame());
      json.writeNumberField("timeNanos", error.timeNanos());
      json.writeStringField("from", Endpoint.of(error.from(), 0).host());
      json.writeStringField("told", error.told().name());
      json.writeStringField("kind", error.kind().name());
      json.writeNumberField("type", error.type());
      json.writeNumberField("code", error.code());
      if (error.mtu().isPresent()) {
        json.writeNumberField("mtu", error.mtu().getAsInt());
      }
      if (error.seq().isPresent()) {
        json.writeNumberField("seq", error.seq().getAsLong());
        json.writeBooleanField("inFlight", error.inFlight());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What became of the segments of a flow on their way; known only where they were kept. */
  private static void writeTransit(JsonGenerator json, Transit transit) throws IOException {
    json.writeObjectFieldStart("transit");
    json.writeNumberField("lost", transit.lost().size());
    json.writeNumberField("duplicated", transit.duplicated().size());
    json.writeNumberField("reordered", transit.reordered().size());
    json.writeNumberField("injected", transit.strangers().size());
    json.writeEndObject();
  }

  private static void writeHandshake(JsonGenerator json, Connection connection) throws IOException {
    json.writeObjectFieldStart("handshake");
    json.writeStringField("state", connection.handshake().state().name());
    if (connection.handshake().rttNanos().isPresent()) {
      json.writeNumberField("rttNanos", connection.handshake().rttNanos().getAsLong());
    }
    json.writeEndObject();
  }

  private static void writeTeardown(JsonGenerator json, Connection connection) throws IOException {
    json.writeObjectFieldStart("teardown");
    json.writeStringField("state", connection.teardown().state().name());
    if (connection.teardown().first().isPresent()) {
      json.writeStringField("first", connection.teardown().first().get().name());
    }
    json.writeEndObject();
  }

  private static void writeFlow(JsonGenerator json, String name, Flow flow) throws IOException {
    json.writeObjectFieldStart(name);
    writeCounts(json, flow);
    if (flow.payloadSha256().isPresent()) {
      json.writeStringField("payloadSha256", flow.payloadSha256().get());
    }
    if (flow.connection().isSeenAtBothEnds() && flow.connection().keepsSegments()) {
      writeTransit(json, flow.transit());
    }
    json.writeEndObject();
  }

  private static void writeCounts(JsonGenerator json, Flow flow) throws IOException {
    int rest = COUNTS.length;
    // The first one has no comma before it, so it is not part of the rest.
    while (rest > 1 && flow.isKnown(COUNTS[rest - 1]) && flow.count(COUNTS[rest - 1]) == 0) {
      rest--;
    }
    for (int i = 0; i < rest; i++) {
      if (flow.isKnown(COUNTS[i])) {
        json.writeFieldName(NAMES[i]);
        json.writeNumber(flow.count(COUNTS[i]));
      }
    }
    if (rest < COUNTS.length) {
      json.writeRaw(ZEROS[rest]);
    }
  }

  private static void writeSegments(JsonGenerator json, Connection connection) throws IOException {
    SegmentPlaces places = SegmentPlaces.of(connection);
    json.writeArrayFieldStart("segmentList");
    for (Segment segment : connection.segments()) {
      json.writeStartObject();
      writeSegment(json, segment);
      places.write(json, segment);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSegment(JsonGenerator json, Segment segment) throws IOException {
    RetransmissionCause cause = segment.cause().orElse(null);
    json.writeNumberField("frame", segment.frame());
    json.writeNumberField("timeNanos", segment.timeNanos());
    json.writeStringField("from", segment.from().name());
    json.writeNumberField("seq", segment.seq());
    json.writeNumberField("length", segment.length());
    json.writeStringField("flags", segment.flags().toString());
    json.writeStringField("kind", segment.kind().name());
    json.writeStringField("cause", cause == null ? null : cause.name());
    if (cause == null) {
      json.writeNullField("spurious");
    } else {
      json.writeBooleanField("spurious", segment.has(SegmentFinding.SPURIOUS));
    }
    if (segment.acceptance() != Acceptance.ACCEPTED) {
      json.writeStringField("acceptance", segment.acceptance().name());
    }
    if (segment.accurateEcn().isPresent()) {
      writeAccurateEcn(json, segment.accurateEcn().get());
    }
    if (segment.evidence().isPresent()) {
      json.writeStringField("confidence", segment.confidence().name());
      json.writeStringField("evidence", segment.evidence().get().name());
    }
  }

  private static void writeAccurateEcn(JsonGenerator json, AccurateEcn counters)
      throws IOException {
    json.writeObjectFieldStart("accurateEcn");
    writeCounter(json, "ect0Bytes", counters.ect0Bytes());
    writeCounter(json, "ceBytes", counters.ceBytes());
    writeCounter(json, "ect1Bytes", counters.ect1Bytes());
    json.writeEndObject();
  }

  private static void writeCounter(JsonGenerator json, String name, OptionalInt counter)
      throws IOException {
    if (counter.isPresent()) {
      json.writeNumberField(name, counter.getAsInt());
    }
  }
}
