package dev.tcpunit.internal.live;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Analyses the frames of one window's test as they come. Where a test that runs at the same time
 * names a port late, so that a connection changes hands, the window is analysed anew.
 *
 * <p>Not thread-safe.
 */
public final class WindowAnalysis {
  private final CaptureWindow window;
  private final AnalysisOptions options;
  private final CapturedFrame frame = new CapturedFrame();
  private CaptureWindow.Reader reader;
  private Demultiplexer demultiplexer;
  private TraceAnalyzer analyzer;
  private long segments;

  public WindowAnalysis(CaptureWindow window) {
    this.window = window;
    AnalysisOptions chosen =
        AnalysisOptions.SEGMENTS
            .seenFrom(window.hub().vantagePoint())
            .throughDoors(window.hub().site().doors())
            .digestingPayload(window.hub().payload() == PayloadMode.FULL);
    this.options = window.hub().link().map(chosen::overLink).orElse(chosen);
    restart();
  }

  private void restart() {
    reader = window.reader();
    demultiplexer = new Demultiplexer(window);
    analyzer = new TraceAnalyzer(options);
    segments = 0;
  }

  /** Analyses what was captured since the last call. */
  public void readOn() {
    if (demultiplexer.isOutdated()) {
      restart();
    }
    while (reader.next(frame)) {
      if (demultiplexer.isMine(frame, reader.framePosition())) {
        segments++;
        analyzer.onFrame(frame);
      }
    }
  }

  /** The position in the store up to which frames were analysed. */
  public long position() {
    return reader.position();
  }

  /** How many segments of this test were analysed. */
  public long segments() {
    return segments;
  }

  /** All connections captured while the window was open, of whichever test. */
  public List<SeenConnection> seen() {
    return demultiplexer.seen();
  }

  /** The state of the test's connections, without segments: for deciding whether to wait. */
  public Trace summary() {
    return analyzer.summary();
  }

  public Trace trace(String source, long endNanos, Continuation continuation) {
    Completeness completeness =
        new Completeness(OptionalLong.of(window.dropped()), Optional.empty());
    return analyzer.trace(source, completeness, endNanos, continuation);
  }

  /** Hands out the test's frames once more, in the order in which the trace numbers them. */
  public void replay(FrameHandler handler) {
    CaptureWindow.Reader again = window.reader();
    Demultiplexer same = new Demultiplexer(window);
    CapturedFrame each = new CapturedFrame();
    while (again.position() < reader.position() && again.next(each)) {
      if (same.isMine(each, again.framePosition())) {
        handler.onFrame(each);
      }
    }
  }
}
