package dev.tcpunit.assertions;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Frames that the kernel really sent, kept, and what a worse capture would have had of them. Each
 * of its traces is analysed anew from the frames. Frames are counted from 1.
 *
 * @param frames in the order of capture, each with a buffer of its own
 * @param endNanos until when the capture watched
 * @param dropped how many frames it says it dropped
 * @param options how to analyse them
 */
record Recording(List<CapturedFrame> frames, long endNanos, long dropped, AnalysisOptions options) {
  /** Of the capture of the loopback, as the extension analyses it. */
  static final AnalysisOptions LOOPBACK = AnalysisOptions.EVERYTHING.seenFrom(VantagePoint.BOTH);

  /** What its traces call it. */
  static final String SOURCE = "live.pcapng";

  static CapturedFrame copy(CapturedFrame frame) {
    byte[] bytes =
        Arrays.copyOfRange(frame.buffer(), frame.offset(), frame.offset() + frame.capturedLength());
    return new CapturedFrame()
        .wrap(bytes, 0, bytes.length, frame.originalLength())
        .stamp(frame.timeNanos(), frame.linkType(), frame.checksumStatus());
  }

  Trace trace() {
    TraceAnalyzer analyzer = new TraceAnalyzer(options);
    frames.forEach(analyzer::onFrame);
    Completeness completeness = new Completeness(OptionalLong.of(dropped), Optional.empty());
    return analyzer.trace(SOURCE, completeness, endNanos);
  }

  /** The connection that it is about: the last one. */
  Connection connection() {
    List<Connection> connections = trace().connections();
    return connections.get(connections.size() - 1);
  }

  /** As by a capture that says it has lost so many frames, which might be any. */
  Recording dropping(long number) {
    return new Recording(frames, endNanos, number, options);
  }

  /** As by a capture that kept no payload. */
  Recording headersOnly() {
    return new Recording(frames, endNanos, dropped, options.digestingPayload(false));
  }

  /** As by a capture that began only before this frame. */
  Recording from(int frame) {
    return new Recording(frames.subList(frame - 1, frames.size()), endNanos, dropped, options);
  }

  /** As by a capture that ended behind this frame, at once. */
  Recording endingWith(int frame) {
    List<CapturedFrame> first = frames.subList(0, frame);
    return new Recording(first, first.get(frame - 1).timeNanos(), dropped, options);
  }

  /** As by a capture that ended as soon as so much was seen of the connection. */
  Recording endingWhen(Predicate<Connection> condition) {
    return IntStream.rangeClosed(1, frames.size())
        .mapToObj(this::endingWith)
        .filter(recording -> condition.test(recording.connection()))
        .findFirst()
        .orElseThrow();
  }

  /** As by a capture that watched until just before as much was seen. */
  Recording endingBefore(Predicate<Connection> condition) {
    Recording first = endingWhen(condition);
    List<CapturedFrame> before = first.frames.subList(0, first.frames.size() - 1);
    return new Recording(before, first.endNanos, dropped, options);
  }

  /** As by a capture that ended when what the client had sent again, and all else, was heard of. */
  Recording untilRepaired() {
    return endingWhen(
        c ->
            c.clientToServer().retransmissions() > 0
                && c.clientToServer().acknowledgedBytes() == c.clientToServer().bytes());
  }

  /** As by a capture that ended with the first acknowledgement of the client's data. */
  Recording untilFirstAck() {
    return endingWhen(c -> c.clientToServer().acknowledgedBytes() > 0);
  }

  /** As by a capture that ended when the client could send again after it had waited. */
  Recording untilWindowOpened() {
    return endingWhen(c -> !FlowDynamics.of(c.clientToServer()).receiveWindow().waits().isEmpty());
  }

  /** As by a capture that ended when the server's window was open again after it was zero. */
  Recording untilZeroWindowOpened() {
    return endingWhen(
        c ->
            FlowDynamics.of(c.clientToServer()).receiveWindow().zeroWindows().stream()
                .anyMatch(closed -> closed.opening().isPresent()));
  }

  /** As by a capture that missed these frames without knowing it. */
  Recording without(Integer... missed) {
    List<Integer> numbers = List.of(missed);
    List<CapturedFrame> seen =
        IntStream.rangeClosed(1, frames.size())
            .filter(number -> !numbers.contains(number))
            .mapToObj(number -> frames.get(number - 1))
            .toList();
    return new Recording(seen, endNanos, dropped, options);
  }

  /** As by a capture that missed such segments of the only connection without knowing it. */
  Recording missing(Predicate<Segment> missed) {
    return without(
        connection().segments().stream()
            .filter(missed)
            .map(segment -> (int) segment.frame())
            .toArray(Integer[]::new));
  }

  /** As by a capture that began only behind the first such segment of the only connection. */
  Recording fromBehind(Predicate<Segment> last) {
    long frame = connection().segments().stream().filter(last).findFirst().orElseThrow().frame();
    return from((int) frame + 1);
  }

  /** As by a capture that kept so many bytes of each frame. */
  Recording cutTo(int bytes) {
    List<CapturedFrame> cut = new ArrayList<>();
    for (CapturedFrame frame : frames) {
      int kept = Math.min(bytes, frame.capturedLength());
      cut.add(
          new CapturedFrame()
              .wrap(frame.buffer(), 0, kept, frame.originalLength())
              .stamp(frame.timeNanos(), frame.linkType(), frame.checksumStatus()));
    }
    return new Recording(cut, endNanos, dropped, options);
  }

  /** As by a capture that wrote this frame twice, at one time. */
  Recording doubling(int frame) {
    List<CapturedFrame> doubled = new ArrayList<>(frames);
    doubled.add(frame, copy(frames.get(frame - 1)));
    return new Recording(doubled, endNanos, dropped, options);
  }

  /** As if this frame had been captured so much later. */
  Recording later(int frame, long nanos) {
    List<CapturedFrame> changed = new ArrayList<>(frames);
    CapturedFrame late = copy(frames.get(frame - 1));
    late.stamp(late.timeNanos() + nanos, late.linkType(), late.checksumStatus());
    changed.set(frame - 1, late);
    return new Recording(changed, endNanos, dropped, options);
  }

  /** As if someone on the way had written these bytes into a frame, at this place in it. */
  Recording altered(int frame, int offset, int... bytes) {
    List<CapturedFrame> changed = new ArrayList<>(frames);
    CapturedFrame copy = copy(frames.get(frame - 1));
    for (int i = 0; i < bytes.length; i++) {
      copy.buffer()[offset + i] = (byte) bytes[i];
    }
    changed.set(frame - 1, copy);
    return new Recording(changed, endNanos, dropped, options);
  }

  /** As by a capture on a host that computes its checksums itself. */
  Recording withChecksums(ChecksumStatus status) {
    List<CapturedFrame> changed = new ArrayList<>();
    for (CapturedFrame frame : frames) {
      changed.add(copy(frame).stamp(frame.timeNanos(), frame.linkType(), status));
    }
    return new Recording(changed, endNanos, dropped, options);
  }

  /** As if this frame had come before the one before it. */
  Recording overtaking(int frame) {
    List<CapturedFrame> changed = new ArrayList<>(frames);
    CapturedFrame late = copy(frames.get(frame - 2));
    CapturedFrame early = copy(frames.get(frame - 1));
    changed.set(frame - 2, early.stamp(late.timeNanos(), early.linkType(), early.checksumStatus()));
    long then = frames.get(frame - 1).timeNanos();
    changed.set(frame - 1, late.stamp(then, late.linkType(), late.checksumStatus()));
    return new Recording(changed, endNanos, dropped, options);
  }

  /** As by an analysis that keeps no segments. */
  Recording summary() {
    return new Recording(frames, endNanos, dropped, AnalysisOptions.SUMMARY);
  }

  /** As by a capture that may stand anywhere. */
  Recording seenFrom(VantagePoint vantagePoint) {
    return new Recording(frames, endNanos, dropped, options.seenFrom(vantagePoint));
  }

  /** Writes it as the extension keeps a test's capture. */
  void save(Path file) throws IOException {
    try (PcapngWriter writer = PcapngWriter.create(file, "recorded traffic")) {
      int number = writer.addInterface("v0", frames.get(0).linkType(), 1 << 18, site());
      for (CapturedFrame frame : frames) {
        writer.write(number, frame);
      }
      writer.writeStatistics(number, endNanos, new CaptureStatistics(frames.size(), dropped));
    }
  }

  private CaptureSite site() {
    return options.link().isPresent()
        ? CaptureSite.on(options.link().get())
        : new CaptureSite(options.vantagePoint() == VantagePoint.BOTH, Optional.empty());
  }
}
