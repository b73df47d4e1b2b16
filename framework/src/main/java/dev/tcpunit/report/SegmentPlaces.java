package dev.tcpunit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the segments of a connection were seen that was captured at both ends: each where it was
 * sent, with the frames in which it arrived; one that nobody sent where it arrived.
 */
final class SegmentPlaces {
  private final boolean atBothEnds;
  private final Map<Segment, List<Segment>> arrivals = new HashMap<>();

  private SegmentPlaces(boolean atBothEnds) {
    this.atBothEnds = atBothEnds;
  }

  static SegmentPlaces of(Connection connection) {
    SegmentPlaces places = new SegmentPlaces(connection.views().size() > 1);
    if (places.atBothEnds) {
      for (Flow flow : connection.flows()) {
        for (Passage passage : flow.transit().passages()) {
          places.arrivals.put(passage.sent(), passage.arrivals());
        }
      }
    }
    return places;
  }

  void write(JsonGenerator json, Segment segment) throws IOException {
    if (!atBothEnds) {
      return;
    }
    List<Segment> arrived = arrivals.get(segment);
    Role place = arrived == null ? segment.from().peer() : segment.from();
    json.writeStringField("place", place.name());
    if (arrived != null) {
      json.writeArrayFieldStart("arrivals");
      for (Segment arrival : arrived) {
        json.writeNumber(arrival.frame());
      }
      json.writeEndArray();
    }
  }
}
