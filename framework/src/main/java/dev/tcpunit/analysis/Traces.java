package dev.tcpunit.analysis;

import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.notation.TcpdumpReader;
import dev.tcpunit.internal.notation.TcpdumpReport;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Traces from captures that exist already.
 *
 * <p>Example: {@code assertThat(Traces.read(Path.of("upload.pcapng"))).hasSingleConnection()}.
 */
public final class Traces {
  private Traces() {}

  /**
   * Reads a capture file: pcap, pcapng or what tcpdump printed, plain or packed by gzip or zstd,
   * told by its content. The segments are kept, checksums verified and the payload digested.
   *
   * <p>What pcapng says of the capture is taken: how many frames were dropped and until when it
   * watched, and in a file of TcpUnit also that it holds the loopback interface or both ends of a
   * link. Such a file gives the verdicts that the test gave, but for those that ask the kernel.
   *
   * <p>A damaged file is read up to the damage; {@link Trace#completeness} says where and why it
   * ended. Lines of a text that tell of TCP segments and cannot be read are there as well; the
   * others that are no packets are counted.
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
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), options);
    }
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
    return AnyCapture.read(in, source, new TraceAnalyzer(options));
  }

  /**
   * Reads what tcpdump printed, with any of its options for names, times and detail. Text holds no
   * payload, so nothing is digested; where it does not show checksums they are unknown.
   *
   * <p>Example: {@code Traces.parseTcpdump(Files.readString(Path.of("upload.txt")))}.
   *
   * @param text the lines; those that are no packets are skipped
   * @return the trace, named {@code tcpdump text}
   * @throws IllegalArgumentException if a line is a packet that cannot be read, naming each
   */
  public static Trace parseTcpdump(String text) {
    return parseTcpdump(text, AnalysisOptions.SEGMENTS);
  }

  /**
   * Reads what tcpdump printed, as one who knows where it ran.
   *
   * @param text the lines; those that are no packets are skipped
   * @param options what to keep, and the vantage point
   * @return the trace, named {@code tcpdump text}
   * @throws IllegalArgumentException if a line is a packet that cannot be read, naming each
   */
  public static Trace parseTcpdump(String text, AnalysisOptions options) {
    TraceAnalyzer analyzer = new TraceAnalyzer(options);
    analyzer.readsFile();
    TcpdumpReport report = TcpdumpReader.read(text, analyzer.asTcpdumpConsumer());
    if (!report.malformed().isEmpty()) {
      throw new IllegalArgumentException(complaint(report));
    }
    analyzer.skippedLines(report.skipped());
    Completeness completeness = Completeness.COMPLETE.withoutTimes(report.untimed());
    return analyzer.trace("tcpdump text", completeness, 0);
  }

  private static String complaint(TcpdumpReport report) {
    long left = report.unreadable() - report.malformed().size();
    return report.malformed().stream()
        .map(line -> Printable.of(line.toString()))
        .collect(
            Collectors.joining(
                "\n  ",
                "cannot read as tcpdump text:\n  ",
                left == 0 ? "" : "\n  and " + left + " more"));
  }
}
