package dev.tcpunit.analysis;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.util.function.Consumer;

/** Lets tests elsewhere hand segments to an analyzer without frames around them. */
public final class SegmentFeed {
  private SegmentFeed() {}

  public static Consumer<DecodedSegment> into(TraceAnalyzer analyzer) {
    return analyzer::onSegment;
  }
}
