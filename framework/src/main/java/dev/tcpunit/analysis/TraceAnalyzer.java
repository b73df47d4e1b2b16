package dev.tcpunit.analysis;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.internal.classify.SegmentClassifier;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.model.CapturedTrace;
import dev.tcpunit.internal.notation.TcpdumpConsumer;
import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.Set;

/**
 * Takes frames one by one, tracks and classifies what they carry, and gives the trace at any time.
 *
 * <p>One pass; memory does not grow with the frames unless segments are kept. Not thread-safe: one
 * thread feeds and asks.
 */
public final class TraceAnalyzer implements FrameHandler {
  private final AnalysisOptions options;
  private final FrameDecoder decoder;
  private SegmentClassifier classifier;
  private boolean keepsSegments;
  private Set<Endpoint> doors;
  private final DecodedSegment decoded = new DecodedSegment();
  private final TimeOrder timeOrder = new TimeOrder();
  private final CapturePoints points = new CapturePoints();
  private final long[] outcomes = new long[FrameOutcome.values().length];
  private long packets;
  private long seenBefore;
  private boolean onLoopbackAlone = true;
  private boolean started;
  private long startNanos;
  private long lastNanos;
  private long skippedLines;

  /** Keeps segments, verifies checksums and digests payload. */
  public TraceAnalyzer() {
    this(AnalysisOptions.EVERYTHING);
  }

  /**
   * Keeps what it is told to.
   *
   * @param options what the traces will hold
   */
  public TraceAnalyzer(AnalysisOptions options) {
    this.options = options;
    decoder = new FrameDecoder(options.verifyChecksums());
    keepsSegments = options.keepSegments();
    doors = options.doors();
    classifier = newClassifier();
    options.link().ifPresent(this::over);
  }

  private SegmentClassifier newClassifier() {
    return new SegmentClassifier(keepsSegments, options.digestPayload(), options.vantagePoint());
  }

  /** What arrived is told by what left: that takes the segments, which are few on a link. */
  private void over(LinkAddresses link) {
    if (!keepsSegments && !started) {
      keepsSegments = true;
      classifier = newClassifier();
    }
    classifier.vantage().over(link);
  }

  /** Takes that the frames come from a file, which need not be in order. */
  void readsFile() {
    timeOrder.readsFile();
  }

  /** Takes where a capture file says that one interface stands; the options come before it. */
  void capturedOn(CaptureSite site) {
    timeOrder.capturedOn(site);
    if (doors.isEmpty()) {
      doors = site.doors();
    }
    if (options.link().isEmpty() && site.link().isPresent()) {
      over(site.link().get());
    }
    onLoopbackAlone &= site.loopback();
    if (options.vantagePoint() == VantagePoint.UNKNOWN) {
      classifier.vantage().seenFrom(onLoopbackAlone ? VantagePoint.BOTH : VantagePoint.UNKNOWN);
    }
  }

  @Override
  public void onFrame(CapturedFrame frame) {
    see(frame.timeNanos());
    FrameOutcome outcome = decoder.decode(frame, decoded);
    if (outcome == FrameOutcome.ICMP_ERROR) {
      decoded.timeNanos = frame.timeNanos();
      onIcmpError(decoder.icmpError());
      return;
    }
    if (outcome == FrameOutcome.TCP && decoded.cutShort && !classifier.canBeAsLong(decoded)) {
      outcome = FrameOutcome.MALFORMED;
    }
    if (outcome == FrameOutcome.TCP && points.isSeenElsewhere(frame, decoded)) {
      seenBefore++;
      return;
    }
    outcomes[outcome.ordinal()]++;
    if (outcome == FrameOutcome.TCP) {
      decoded.frameNumber = packets;
      classifier.onSegment(decoded);
    }
  }

  private void onIcmpError(DecodedIcmpError error) {
    error.quoted.frameNumber = packets;
    if (!classifier.onIcmpError(error)) {
      outcomes[FrameOutcome.ICMP_ERROR.ordinal()]++;
    }
  }

  /**
   * Takes a segment that needs no decoding, such as one read from tcpdump text.
   *
   * @param segment valid until this method returns; its frame number is set here
   */
  void onSegment(DecodedSegment segment) {
    see(segment.timeNanos);
    if (points.isSeenElsewhere(segment)) {
      seenBefore++;
      return;
    }
    outcomes[FrameOutcome.TCP.ordinal()]++;
    segment.frameNumber = packets;
    classifier.onSegment(segment);
  }

  /** Takes what a reader of tcpdump text finds. */
  TcpdumpConsumer asTcpdumpConsumer() {
    return new TcpdumpConsumer() {
      @Override
      public void segment(DecodedSegment segment) {
        onSegment(segment);
      }

      @Override
      public void icmpError(DecodedIcmpError error) {
        see(error.quoted.timeNanos);
        onIcmpError(error);
      }

      @Override
      public void ignored(FrameOutcome reason) {
        packets++;
        outcomes[reason.ordinal()]++;
      }
    };
  }

  /** Takes how many lines of a text were no packets. */
  void skippedLines(long count) {
    skippedLines = count;
  }

  private void see(long timeNanos) {
    packets++;
    if (!started) {
      started = true;
      startNanos = timeNanos;
      lastNanos = timeNanos;
    }
    lastNanos = Math.max(lastNanos, timeNanos);
  }

  /**
   * The trace so far, with its segments. More frames may follow; they do not change it.
   *
   * @param source names the capture in messages
   * @param completeness what is known to be missing
   * @param endNanos until when the capture is known to have watched; the last frame's time if
   *     earlier
   * @return the trace
   */
  public Trace trace(String source, Completeness completeness, long endNanos) {
    return trace(source, completeness, endNanos, Continuation.ENDED);
  }

  /**
   * The trace so far of a capture that still runs.
   *
   * @param source names the capture in messages
   * @param completeness what is known to be missing
   * @param endNanos until when the capture is known to have watched
   * @param continuation where more may come from
   * @return the trace
   */
  public Trace trace(
      String source, Completeness completeness, long endNanos, Continuation continuation) {
    return trace(source, completeness, endNanos, continuation, connections(keepsSegments));
  }

  /** The trace after the last frame: without segments, no connection is made before it is used. */
  Trace wholeTrace(String source, Completeness completeness, long endNanos) {
    List<Connection> connections =
        keepsSegments ? connections(true) : freezer().connectionsOnDemand();
    return trace(source, completeness, endNanos, Continuation.ENDED, connections);
  }

  private Trace trace(
      String source,
      Completeness completeness,
      long endNanos,
      Continuation continuation,
      List<Connection> connections) {
    return new CapturedTrace(
        source,
        packets,
        outcomes[FrameOutcome.TCP.ordinal()],
        ignored(),
        completeness.with(timeOrder.of(classifier.connections())),
        startNanos,
        Math.max(lastNanos, endNanos),
        connections,
        continuation);
  }

  /**
   * The trace so far without its segments: cheap enough to be asked after every batch of frames.
   *
   * @return the trace, whose connections keep no segments
   */
  public Trace summary() {
    return new CapturedTrace(
        "",
        packets,
        outcomes[FrameOutcome.TCP.ordinal()],
        ignored(),
        Completeness.COMPLETE,
        startNanos,
        lastNanos,
        connections(false),
        Continuation.ENDED);
  }

  private List<Connection> connections(boolean withSegments) {
    return freezer().connections(withSegments);
  }

  private TraceFreezer freezer() {
    return new TraceFreezer(classifier, points.arePacketsMixed(), timeOrder, doors);
  }

  private IgnoredFrames ignored() {
    return new IgnoredFrames(
        count(FrameOutcome.NOT_TCP),
        count(FrameOutcome.MALFORMED),
        count(FrameOutcome.FRAGMENT) - decoder.completedFragments(),
        count(FrameOutcome.TRUNCATED),
        count(FrameOutcome.UNSUPPORTED_LINK),
        count(FrameOutcome.TUNNEL),
        skippedLines,
        seenBefore,
        count(FrameOutcome.ICMP_ERROR));
  }

  private long count(FrameOutcome outcome) {
    return outcomes[outcome.ordinal()];
  }
}
