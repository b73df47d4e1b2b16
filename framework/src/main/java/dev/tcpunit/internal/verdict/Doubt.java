package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Trace;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Why a capture cannot tell: what is missing from it, or that it ended too soon. */
public final class Doubt {
  /** An ACK may be held back that long (RFC 9293 section 3.8.6.3, MUST-40). */
  public static final long ACK_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** The rule needs the segments, and the analysis was told to keep none. */
  public static final String NO_SEGMENTS =
      "the analysis kept no segments: analyse with AnalysisOptions.SEGMENTS";

  /** What to do where the beginning of a connection is needed. */
  public static final String FROM_START =
      "open the connection within the test, or capture from its start";

  /** The connection was there before the capture: what came then is not known. */
  public static final String OLDER = "the connection is older than the capture: " + FROM_START;

  /** How to have the payload, where a rule needs it. */
  public static final String CAPTURE_PAYLOAD =
      "@CaptureTcp(payload = Payload.FULL), or capture without a snap length";

  private Doubt() {}

  /** Segments that went over the wire may be missing from the trace. */
  public static Optional<String> missing(Trace trace) {
    Completeness completeness = trace.completeness();
    IgnoredFrames ignored = trace.ignored();
    long dropped = completeness.droppedFrames().orElse(0);
    if (dropped > 0) {
      String cure = trace.continuation().cureOfDrops().map(text -> " (" + text + ")").orElse("");
      return Optional.of("the capture dropped " + Wording.count(dropped, "frame") + cure);
    }
    if (completeness.damage().isPresent()) {
      Completeness.Damage damage = completeness.damage().get();
      return Optional.of(
          "the capture could not be read on from byte %d: %s"
              .formatted(damage.offset(), damage.reason()));
    }
    if (ignored.truncated() > 0) {
      return Optional.of(
          "the snap length cut the TCP header of " + Wording.count(ignored.truncated(), "frame"));
    }
    return ignored.malformed() > 0
        ? Optional.of(Wording.count(ignored.malformed(), "malformed frame") + " could not be read")
        : Optional.empty();
  }

  /**
   * One side's segments are missing from the capture, as the other side's prove: what it is not
   * seen to send it may have sent.
   */
  public static Optional<String> unseen(Flow flow) {
    String side = Wording.side(flow.sender());
    if (flow.segments() == 0 && flow.acknowledgedTo().isPresent()) {
      return Optional.of("no segment of the " + side + " was captured");
    }
    boolean gaps = flow.isKnown(FlowCount.MISSING_BYTES) && flow.count(FlowCount.MISSING_BYTES) > 0;
    return gaps
        ? Optional.of(
            "the capture misses %s of the %s, and maybe more"
                .formatted(Wording.count(flow.count(FlowCount.MISSING_BYTES), "byte"), side))
        : Optional.empty();
  }

  /** The peer still had the right to wait when the capture ended. */
  public static Optional<String> tooSoon(Trace trace, long sinceNanos, String after) {
    long watched = trace.endNanos() - sinceNanos;
    return watched < ACK_DELAY_NANOS
        ? Optional.of(
            "the capture ended %s after %s, an answer may take 500 ms"
                .formatted(Wording.time(watched), after))
        : Optional.empty();
  }
}
