package dev.tcpunit.mutation;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.ReadResult;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The frames of a capture file, to be analyzed again with changes. */
final class RecordedFrames {
  private final List<RecordedFrame> frames;
  private final CaptureSite site;
  private final String source;
  private final OptionalLong dropped;
  private final long endNanos;

  private RecordedFrames(
      List<RecordedFrame> frames, CaptureSite site, String source, ReadResult read) {
    this.frames = List.copyOf(frames);
    this.site = site;
    this.source = source;
    dropped = read.droppedFrames();
    endNanos = read.endNanos().orElse(0);
  }

  static RecordedFrames read(Path file) throws IOException {
    List<RecordedFrame> frames = new ArrayList<>();
    List<CaptureSite> sites = new ArrayList<>();
    FrameDecoder decoder = new FrameDecoder();
    DecodedSegment segment = new DecodedSegment();
    ReadResult result;
    try (InputStream in = Files.newInputStream(file)) {
      result =
          CaptureFile.read(
              in,
              frame -> {
                boolean tcp = decoder.decode(frame, segment) == FrameOutcome.TCP;
                frames.add(RecordedFrame.of(frame, tcp ? segment : null));
              },
              sites::add);
    }
    if (result.damage().isPresent()) {
      throw new IOException(file + " cannot be read: " + result.damage().get().reason());
    }
    CaptureSite site = sites.isEmpty() ? CaptureSite.UNKNOWN : sites.get(0);
    return new RecordedFrames(frames, site, file.toString(), result);
  }

  List<RecordedFrame> frames() {
    return frames;
  }

  /** What would have been captured, had these frames been seen. */
  Trace traceOf(List<RecordedFrame> seen) {
    AnalysisOptions here =
        site.loopback()
            ? AnalysisOptions.EVERYTHING.seenFrom(VantagePoint.BOTH)
            : AnalysisOptions.EVERYTHING;
    TraceAnalyzer analyzer = new TraceAnalyzer(site.link().map(here::overLink).orElse(here));
    CapturedFrame window = new CapturedFrame();
    seen.forEach(frame -> analyzer.onFrame(frame.showIn(window)));
    return analyzer.trace(source, new Completeness(dropped, Optional.empty()), endNanos);
  }
}
