package dev.tcpunit.maven;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.trace.Trace;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints what a capture file holds: its connections, and what each of them did. */
@Mojo(name = "analyze", requiresProject = false, threadSafe = true)
public final class AnalyzeMojo extends TcpUnitMojo {
  /** The capture: pcap or pcapng, plain or packed by gzip or zstd, or what tcpdump printed. */
  @Parameter(property = "tcpunit.file", required = true)
  private File file;

  /** {@code text} or {@code json}. */
  @Parameter(property = "tcpunit.format", defaultValue = "text")
  private String format;

  /** Whether each segment is shown, or the connections alone. */
  @Parameter(property = "tcpunit.segments", defaultValue = "false")
  private boolean segments;

  /** Whether JSON has the SHA-256 of each flow's payload, which takes more time than all else. */
  @Parameter(property = "tcpunit.digest", defaultValue = "false")
  private boolean digest;

  /**
   * The file to which the result is written; standard output, if none is named. Maven 4 marks each
   * line there, unless it is called with {@code --raw-streams}.
   */
  @Parameter(property = "tcpunit.outputFile")
  private File outputFile;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    OutputFormat chosen = OutputFormat.of(format);
    Trace trace = read();
    StringWriter text = new StringWriter();
    if (chosen == OutputFormat.JSON) {
      (segments ? new JsonReport().withSegments() : new JsonReport()).write(trace, text);
    } else {
      PrintWriter out = new PrintWriter(text);
      (segments ? new TextReport().withSegments() : new TextReport()).write(trace, out);
    }
    new ResultWriter(outputFile).write(text.toString().lines().toList());
    failIfDamaged(trace);
  }

  private void failIfDamaged(Trace trace) throws MojoFailureException {
    if (trace.completeness().damage().isPresent()) {
      var damage = trace.completeness().damage().get();
      throw new MojoFailureException(
          "%s cannot be read beyond byte %d: %s".formatted(file, damage.offset(), damage.reason()));
    }
    var unread = trace.completeness().unreadLines();
    if (trace.tcpSegments() == 0 && !unread.isEmpty()) {
      throw new MojoFailureException(
          "nothing of %s can be read: %s".formatted(file, unread.get(0)));
    }
  }

  private Trace read() throws MojoExecutionException {
    try {
      AnalysisOptions options = segments ? AnalysisOptions.SEGMENTS : AnalysisOptions.SUMMARY;
      return Traces.read(file.toPath(), options.digestingPayload(digest));
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
