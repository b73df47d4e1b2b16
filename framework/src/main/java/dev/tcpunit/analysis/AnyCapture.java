package dev.tcpunit.analysis;

import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.FileDamage;
import dev.tcpunit.internal.file.ReadResult;
import dev.tcpunit.internal.notation.TcpdumpReader;
import dev.tcpunit.internal.notation.TcpdumpReport;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    analyzer.readsFile();
    Ending ending = read(in, analyzer);
    return analyzer.wholeTrace(source, ending.completeness, ending.nanos);
  }

  private static Ending read(InputStream in, TraceAnalyzer analyzer) {
    try {
      PushbackInputStream whole = new PushbackInputStream(in, SAMPLE_LENGTH);
      byte[] start = sample(whole, MAGIC_LENGTH);
      return CaptureFile.isPacked(start)
          ? readAny(new PushbackInputStream(CaptureFile.unpack(whole), SAMPLE_LENGTH), analyzer)
          : readAny(whole, analyzer);
    } catch (EOFException e) {
      return damaged("the compressed data end early");
    } catch (IOException e) {
      return damaged("reading failed: " + e.getMessage());
    }
  }

  private static Ending readAny(PushbackInputStream in, TraceAnalyzer analyzer) throws IOException {
    byte[] start = sample(in, MAGIC_LENGTH);
    if (start.length == 0 || CaptureFile.isCapture(start)) {
      return readCapture(in, analyzer);
    }
    Optional<Charset> encoding = TextEncoding.of(sample(in, SAMPLE_LENGTH));
    return encoding.isPresent()
        ? readText(new InputStreamReader(in, encoding.get()), analyzer)
        : readCapture(in, analyzer);
  }

  /** As far as the stream can be read: what is wrong with it shows when it is read on. */
  private static byte[] sample(PushbackInputStream in, int length) throws IOException {
    byte[] start = new byte[length];
    int size = 0;
    try {
      for (int read = 0; read >= 0 && size < length; size += Math.max(0, read)) {
        read = in.read(start, size, length - size);
      }
    } catch (IOException e) {
      if (size == 0) {
        throw e;
      }
    }
    in.unread(start, 0, size);
    return Arrays.copyOf(start, size);
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
    FileDamage damage = result.damage().get();
    return Optional.of(new Completeness.Damage(damage.offset(), damage.reason()));
  }

  private static Ending readText(Reader in, TraceAnalyzer analyzer) throws IOException {
    TcpdumpReport report = TcpdumpReader.read(in, analyzer.asTcpdumpConsumer());
    analyzer.skippedLines(report.skipped());
    if (report.segments() + report.ignored() + report.unreadable() == 0) {
      return damaged(
          "neither a capture nor what tcpdump prints: none of its "
              + report.lines()
              + " lines is a packet");
    }
    List<Completeness.UnreadLine> unread = new ArrayList<>();
    for (TcpdumpReport.MalformedLine line : report.malformed()) {
      unread.add(new Completeness.UnreadLine(line.line(), line.reason(), line.text().strip()));
    }
    Completeness known = new Completeness(OptionalLong.empty(), Optional.empty(), unread);
    return new Ending(known.withoutTimes(report.untimed()), 0);
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

  private static Ending damaged(String reason) {
    Completeness.Damage damage = new Completeness.Damage(0, reason);
    return new Ending(new Completeness(OptionalLong.empty(), Optional.of(damage)), 0);
  }

  /** What is known when the last byte is read: what is missing, and until when it was watched. */
  private record Ending(Completeness completeness, long nanos) {}
}
