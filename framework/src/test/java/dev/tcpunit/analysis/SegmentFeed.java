package dev.tcpunit.analysis;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;
import java.util.function.Consumer;

/** Lets tests elsewhere hand segments to an analyzer without frames around them. */
public final class SegmentFeed {
  private SegmentFeed() {}

  public static Consumer<DecodedSegment> into(TraceAnalyzer analyzer) {
    return analyzer::onSegment;
  }

  /** Lets an analyzer count a frame that is no segment. */
  public static void ignore(TraceAnalyzer analyzer, FrameOutcome reason) {
    analyzer.asTcpdumpConsumer().ignored(reason);
  }
}
