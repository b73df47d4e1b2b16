package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Flow;
import java.util.Optional;

/** The length below which a segment is small: a full segment, at most what Ethernet carries. */
final class SegmentMeasure {
  /** The 1500 bytes of an Ethernet frame, less the headers of IPv4 and TCP. */
  private static final int ETHERNET_SEGMENT = 1460;

  private SegmentMeasure() {}

  static int of(Flow flow) {
    return flow.connection().keepsSegments()
        ? Math.min(ETHERNET_SEGMENT, FlowDynamics.of(flow).maxSegmentPayload().orElse(1))
        : ETHERNET_SEGMENT;
  }

  /** Why it cannot be told which segments of a flow are small, as they were sent. */
  static Optional<String> doubt(Flow flow) {
    return Doubt.besideSender(flow)
        .or(
            () ->
                flow.dataSegments() == 0 ? Optional.of("this side sent no data") : Optional.empty())
        .or(
            () ->
                flow.connection().flow(flow.sender().peer()).synOptions().isEmpty()
                    ? Optional.of("the segment size is not known: " + missing(flow))
                    : Optional.empty());
  }

  private static String missing(Flow flow) {
    return Doubt.cutOffers(flow.connection()).orElse("the peer's SYN was not captured");
  }
}
