package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** No segment that went over the wire is larger than the peer had announced. */
public final class NegotiatedMssKept implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "neverExceedsNegotiatedMss";
  }

  @Override
  public String source() {
    return ShouldNotExceedMss.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldNotExceedMss message = new ShouldNotExceedMss(connection);
    if (!Offers.areCaptured(connection)) {
      return judgement.cannotTell(message.kept(""), Offers.NOT_CAPTURED);
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.kept(""), Doubt.NO_SEGMENTS);
    }
    List<Segment> larger =
        connection.segments().stream().filter(s -> s.length() > room(connection, s)).toList();
    List<Segment> cutByDevice = larger.stream().filter(NegotiatedMssKept::isOffloaded).toList();
    if (larger.size() == cutByDevice.size()) {
      String superSegments =
          larger.isEmpty() ? "" : "; " + larger.size() + " super-segments, which the device cuts";
      return judgement.holds(message.kept("no segment is larger" + superSegments));
    }
    List<Segment> whole = larger.stream().filter(s -> !isOffloaded(s)).toList();
    return whole.stream().allMatch(s -> connection.vantagePoint().isBeside(s.from()))
        ? judgement.violatedByPresence(message.exceeded(whole))
        : judgement.cannotTell(
            message.exceeded(whole), "the receiver's device may have joined what was sent apart");
  }

  /** The options of a segment take from its room (RFC 6691); timestamps are 12 with padding. */
  private static int room(Connection connection, Segment segment) {
    boolean ipv6 = connection.client().isIpv6();
    int announced =
        connection
            .flow(segment.from().peer())
            .asReceived()
            .synOptions()
            .orElseThrow()
            .maximumSegmentSize()
            .orElse(ipv6 ? 1220 : 536);
    return segment.hasTimestamps() ? announced - 12 : announced;
  }

  /** A sum that was left to the device shows that the device also cuts the segment. */
  private static boolean isOffloaded(Segment segment) {
    return segment.checksum() == ChecksumStatus.OFFLOADED;
  }
}
