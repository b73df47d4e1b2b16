package dev.tcpunit.analysis;

import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.ReadResult;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Traces from captures that exist already.
 *
 * <p>Example: {@code assertThat(Traces.read(Path.of("upload.pcapng"))).hasSingleConnection()}.
 */
public final class Traces {
  private Traces() {}

  /**
   * Reads a capture file: pcap or pcapng, plain or packed by gzip or zstd, told by its content. The
   * segments are kept, checksums verified and the payload digested.
   *
   * <p>A damaged file is read up to the damage; {@link Trace#completeness} says where and why it
   * ended.
   *
   * @param file the capture file
   * @return the trace, named after the file
   * @throws IOException if the file cannot be opened
   */
  public static Trace read(Path file) throws IOException {
    return read(file, AnalysisOptions.EVERYTHING);
  }

  /**
   * Reads a capture file, keeping what is asked for.
   *
   * @param file the capture file
   * @param options what to compute and keep
   * @return the trace, named after the file
   * @throws IOException if the file cannot be opened
   */
  public static Trace read(Path file, AnalysisOptions options) throws IOException {
    TraceAnalyzer analyzer = new TraceAnalyzer(options);
    ReadResult result = CaptureFile.read(file, analyzer);
    return analyzer.trace(file.toString(), completeness(result), 0);
  }

  /**
   * Reads a capture from a stream to its end, in the formats of {@link #read(Path)}.
   *
   * @param in the capture, which stays open
   * @param source names the capture in messages
   * @param options what to compute and keep
   * @return the trace; what could not be read is in its completeness
   */
  public static Trace read(InputStream in, String source, AnalysisOptions options) {
    TraceAnalyzer analyzer = new TraceAnalyzer(options);
    ReadResult result = CaptureFile.read(in, analyzer);
    return analyzer.trace(source, completeness(result), 0);
  }

  private static Completeness completeness(ReadResult result) {
    return new Completeness(
        result.droppedFrames(),
        result
            .damage()
            .map(damage -> new Completeness.Damage(damage.offset(), damage.reason())));
  }
}
