package dev.tcpunit.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Writes a trace as JSON, one object on one line, so that the objects of several traces in a row
 * are JSON Lines.
 *
 * <p><b>Shape:</b> the JSON schema {@code dev/tcpunit/report/trace.schema.json} on the class path.
 * Numbers are numbers; bytes, segments and nanoseconds, times since the epoch. What cannot be told
 * from the capture is absent; a reader passes over names that it does not know. <b>Memory:</b>
 * written as it is read, whatever the trace's size.
 *
 * <p>Example: {@code new JsonReport().withSegments().write(trace, writer)}. Immutable.
 */
public final class JsonReport {
  /** The version of the shape, which the schema describes. */
  public static final int SCHEMA_VERSION = 2;

  /** What an error cuts off, memory that runs out say, must not end as if it were whole. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private static final int BLOCK_BYTES = 1 << 16;

  private final boolean segments;
  private final Predicate<Connection> filter;

  /** Reports all connections without their segments. */
  public JsonReport() {
    this(false, connection -> true);
  }

  private JsonReport(boolean segments, Predicate<Connection> filter) {
    this.segments = segments;
    this.filter = filter;
  }

  /**
   * Adds one object per segment to each connection.
   *
   * @return a report that does
   */
  public JsonReport withSegments() {
    return new JsonReport(true, filter);
  }

  /**
   * Leaves out the connections that a filter does not let through; the counts of the trace stay.
   *
   * @param newFilter true for the connections to report
   * @return a report that does
   */
  public JsonReport only(Predicate<Connection> newFilter) {
    return new JsonReport(segments, newFilter);
  }

  /**
   * Writes the object and a line feed.
   *
   * @param trace what was captured
   * @param out where to; flushed, not closed
   * @throws UncheckedIOException if writing fails
   */
  public void write(Trace trace, Writer out) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(trace, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the object and a line feed in UTF-8, which costs less than by way of characters.
   *
   * @param trace what was captured
   * @param out where to; flushed, not closed
   * @throws UncheckedIOException if writing fails
   */
  public void write(Trace trace, OutputStream out) {
    OutputStream inBlocks = new BufferedOutputStream(out, BLOCK_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(inBlocks, JsonEncoding.UTF8)) {
      write(trace, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Trace trace, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema", SCHEMA_VERSION);
    json.writeStringField("source", trace.source());
    json.writeNumberField("packets", trace.packets());
    json.writeNumberField("tcpSegments", trace.tcpSegments());
    writeIgnored(json, trace.ignored());
    writeCompleteness(json, trace);
    writeConnections(json, trace);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static void writeIgnored(JsonGenerator json, IgnoredFrames ignored) throws IOException {
    json.writeObjectFieldStart("ignored");
    json.writeNumberField("notTcp", ignored.notTcp());
    json.writeNumberField("malformed", ignored.malformed());
    json.writeNumberField("fragment", ignored.fragment());
    json.writeNumberField("truncated", ignored.truncated());
    json.writeNumberField("unsupportedLink", ignored.unsupportedLink());
    json.writeNumberField("tunnel", ignored.tunnel());
    json.writeNumberField("seenBefore", ignored.seenBefore());
    if (ignored.icmpErrors() > 0) {
      json.writeNumberField("icmpErrors", ignored.icmpErrors());
    }
    if (ignored.skippedLines() > 0) {
      json.writeNumberField("skippedLines", ignored.skippedLines());
    }
    json.writeEndObject();
  }

  private static void writeCompleteness(JsonGenerator json, Trace trace) throws IOException {
    OptionalLong dropped = trace.completeness().droppedFrames();
    if (dropped.isPresent()) {
      json.writeNumberField("captureDropped", dropped.getAsLong());
    }
    json.writeBooleanField("complete", trace.completeness().isComplete());
    if (trace.completeness().untimedSegments() > 0) {
      json.writeNumberField("untimedSegments", trace.completeness().untimedSegments());
    }
    if (trace.completeness().timeDisorder().isPresent()) {
      TimeDisorder disorder = trace.completeness().timeDisorder().get();
      json.writeObjectFieldStart("outOfOrder");
      json.writeNumberField("segments", disorder.segments());
      json.writeNumberField("mostNanos", disorder.mostNanos());
      json.writeEndObject();
    }
    if (trace.completeness().damage().isPresent()) {
      json.writeObjectFieldStart("damage");
      json.writeNumberField("offset", trace.completeness().damage().get().offset());
      json.writeStringField("reason", trace.completeness().damage().get().reason());
      json.writeEndObject();
    }
  }

  private void writeConnections(JsonGenerator json, Trace trace) throws IOException {
    json.writeArrayFieldStart("connections");
    for (Connection connection : trace.connections()) {
      if (filter.test(connection)) {
        ConnectionJson.write(json, connection, segments);
      }
    }
    json.writeEndArray();
  }
}
