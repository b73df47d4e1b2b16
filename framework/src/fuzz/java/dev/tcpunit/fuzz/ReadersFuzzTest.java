package dev.tcpunit.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.pattern.SegmentPatternException;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Whatever is read gives a result or an error in words, and reports that can be read. */
class ReadersFuzzTest {
  private static final AnalysisOptions ALL = AnalysisOptions.SEGMENTS.digestingPayload(true);

  @FuzzTest(maxDuration = "1m")
  void should_read_any_file(byte[] data) throws IOException {
    report(Traces.read(new ByteArrayInputStream(data), "any file", ALL));
  }

  @FuzzTest(maxDuration = "1m")
  void should_read_any_text(byte[] data) throws IOException {
    try {
      report(Traces.parseTcpdump(new String(data, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      requireWords(e);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void should_understand_or_refuse_any_pattern(byte[] data) {
    try {
      SegmentPattern.of(new String(data, StandardCharsets.UTF_8));
    } catch (SegmentPatternException e) {
      requireWords(e);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void should_understand_or_refuse_any_rule(byte[] data) {
    try {
      TcpRule.listOf(new String(data, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      requireWords(e);
    }
  }

  private static void report(Trace trace) throws IOException {
    StringWriter text = new StringWriter();
    new TextReport().withSegments().write(trace, new PrintWriter(text));
    new TextReport().withLadder(false).write(trace, new PrintWriter(text));
    for (Connection connection : trace.connections()) {
      Explanation.write(connection, new PrintWriter(text));
    }
    Verdicts.of(trace);
    StringWriter json = new StringWriter();
    new JsonReport().withSegments().write(trace, json);
    try (JsonParser parser = new JsonFactory().createParser(json.toString())) {
      while (parser.nextToken() != null) {
        // To the end: what is no JSON throws.
      }
    }
  }

  private static void requireWords(RuntimeException refusal) {
    if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
      throw new AssertionError("refused without a word", refusal);
    }
  }
}
