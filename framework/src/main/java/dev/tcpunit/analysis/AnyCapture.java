package dev.tcpunit.analysis;

import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.ReadResult;
import dev.tcpunit.internal.notation.TcpdumpReader;
import dev.tcpunit.internal.notation.TcpdumpReport;
import dev.tcpunit.trace.Completeness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a stream as the capture or the text that it is. */
final class AnyCapture {
  private static final int MAGIC_LENGTH = 4;

  /** Enough to see that something is text; only asked for where it is no capture. */
  private static final int SAMPLE_LENGTH = 512;

  private AnyCapture() {}

  static Completeness read(InputStream in, TraceAnalyzer analyzer) {
    try {
      byte[] start = in.readNBytes(MAGIC_LENGTH);
      if (!CaptureFile.isCapture(start) && start.length > 0) {
        byte[] more = in.readNBytes(SAMPLE_LENGTH - MAGIC_LENGTH);
        start = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, start, start.length - more.length, more.length);
        if (isText(start)) {
          return readText(new SequenceInputStream(new ByteArrayInputStream(start), in), analyzer);
        }
      }
      return readCapture(new SequenceInputStream(new ByteArrayInputStream(start), in), analyzer);
    } catch (IOException e) {
      return damaged("reading failed: " + e.getMessage());
    }
  }

  private static Completeness readCapture(InputStream in, TraceAnalyzer analyzer) {
    ReadResult result = CaptureFile.read(in, analyzer, analyzer::capturedOn);
    return new Completeness(
        result.droppedFrames(),
        result.damage().map(damage -> new Completeness.Damage(damage.offset(), damage.reason())));
  }

  private static Completeness readText(InputStream in, TraceAnalyzer analyzer) throws IOException {
    TcpdumpReport report =
        TcpdumpReader.read(
            new InputStreamReader(in, StandardCharsets.UTF_8), analyzer.asTcpdumpConsumer());
    if (report.segments() + report.ignored() + report.malformed().size() == 0) {
      return damaged(
          "neither a capture nor what tcpdump prints: none of its "
              + report.lines()
              + " lines is a packet");
    }
    return Completeness.COMPLETE;
  }

  /** Text has no control characters but white space. */
  private static boolean isText(byte[] start) {
    for (byte each : start) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Completeness damaged(String reason) {
    return new Completeness(OptionalLong.empty(), Optional.of(new Completeness.Damage(0, reason)));
  }
}
