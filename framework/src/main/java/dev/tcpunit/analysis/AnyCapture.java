package dev.tcpunit.analysis;

import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.Damage;
import dev.tcpunit.internal.file.ReadResult;
import dev.tcpunit.internal.notation.TcpdumpReader;
import dev.tcpunit.internal.notation.TcpdumpReport;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads a stream as the capture or the text that it is. */
final class AnyCapture {
  private static final int MAGIC_LENGTH = 4;

  /** Enough to see that something is text; only asked for where it is no capture. */
  private static final int SAMPLE_LENGTH = 512;

  private AnyCapture() {}

  /** The trace, and what could not be read in its completeness. */
  static Trace read(InputStream in, String source, TraceAnalyzer analyzer) {
    Ending ending = read(in, analyzer);
    return analyzer.wholeTrace(source, ending.completeness, ending.nanos);
  }

  private static Ending read(InputStream in, TraceAnalyzer analyzer) {
    try {
      PushbackInputStream whole = new PushbackInputStream(in, SAMPLE_LENGTH);
      byte[] start = sample(whole, MAGIC_LENGTH);
      boolean text =
          start.length > 0 && !CaptureFile.isCapture(start) && isText(sample(whole, SAMPLE_LENGTH));
      return text ? readText(whole, analyzer) : readCapture(whole, analyzer);
    } catch (IOException e) {
      return damaged("reading failed: " + e.getMessage());
    }
  }

  private static byte[] sample(PushbackInputStream in, int length) throws IOException {
    byte[] start = in.readNBytes(length);
    in.unread(start);
    return start;
  }

  private static Ending readCapture(InputStream in, TraceAnalyzer analyzer) {
    ReadResult result = CaptureFile.read(in, analyzer, new SiteNote(analyzer));
    Completeness completeness = new Completeness(result.droppedFrames(), damage(result));
    return new Ending(completeness, result.endNanos().orElse(0));
  }

  private static Optional<Completeness.Damage> damage(ReadResult result) {
    if (result.damage().isEmpty()) {
      return Optional.empty();
    }
    Damage damage = result.damage().get();
    return Optional.of(new Completeness.Damage(damage.offset(), damage.reason()));
  }

  private static Ending readText(InputStream in, TraceAnalyzer analyzer) throws IOException {
    TcpdumpReport report =
        TcpdumpReader.read(
            new InputStreamReader(in, StandardCharsets.UTF_8), analyzer.asTcpdumpConsumer());
    if (report.segments() + report.ignored() + report.malformed().size() == 0) {
      return damaged(
          "neither a capture nor what tcpdump prints: none of its "
              + report.lines()
              + " lines is a packet");
    }
    return new Ending(Completeness.COMPLETE, 0);
  }

  /** Passes on where a file says that it was captured; a class, as a lambda takes long to link. */
  private static final class SiteNote implements Consumer<CaptureSite> {
    private final TraceAnalyzer analyzer;

    SiteNote(TraceAnalyzer analyzer) {
      this.analyzer = analyzer;
    }

    @Override
    public void accept(CaptureSite site) {
      analyzer.capturedOn(site);
    }
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

  private static Ending damaged(String reason) {
    Completeness.Damage damage = new Completeness.Damage(0, reason);
    return new Ending(new Completeness(OptionalLong.empty(), Optional.of(damage)), 0);
  }

  /** What is known when the last byte is read: what is missing, and until when it was watched. */
  private record Ending(Completeness completeness, long nanos) {}
}
