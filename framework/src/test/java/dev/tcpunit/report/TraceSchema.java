package dev.tcpunit.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Holds JSON against the schema that the jar carries. */
public final class TraceSchema {
  private static final JsonSchema SCHEMA = load();

  private TraceSchema() {}

  /** What is wrong with a trace's JSON; empty if it fits. */
  public static List<String> violationsOf(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema load() {
    try (InputStream in = JsonReport.class.getResourceAsStream("trace.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
