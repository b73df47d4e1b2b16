package dev.tcpunit.dynamics;

import dev.tcpunit.trace.IcmpErrorKind;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A path that loses the longer packets, and tells nobody (RFC 2923 section 2.1): of what a side
 * sent, the receiver has reported the shorter segments by SACK and none of the longer ones, however
 * often they came again.
 */
final class BlackHole {
  /** One loss more may be chance. */
  private static final int FEWEST_RESENDS = 2;

  private BlackHole() {}

  /**
   * What speaks for it, in words.
   *
   * @param open the segments of a side that are not acknowledged cumulatively
   * @param seen all segments so far
   * @return nothing where it need not be one
   */
  static String suspicion(FlowLog own, List<Segment> open, List<Segment> seen) {
    List<SackBlock> reported =
        seen.stream()
            .filter(segment -> segment.from() != own.sender())
            .flatMap(segment -> segment.sackBlocks().stream())
            .toList();
    Map<Boolean, List<Segment>> byArrival =
        open.stream()
            .filter(own::carriesData)
            .collect(Collectors.partitioningBy(segment -> isIn(reported, segment)));
    List<Segment> lost = byArrival.get(false);
    int longestArrived = byArrival.get(true).stream().mapToInt(Segment::length).max().orElse(0);
    int shortestLost = lost.stream().mapToInt(Segment::length).min().orElse(0);
    long resends = lost.stream().filter(s -> s.kind() == SegmentKind.RETRANSMISSION).count();
    boolean suspect =
        longestArrived > 0
            && longestArrived < shortestLost
            && resends >= FEWEST_RESENDS
            && !isToldOfThePathMtu(own);
    return suspect
        ? "; segments of %d bytes arrived, none of %d did, and no ICMP error says why: perhaps the"
                .formatted(longestArrived, shortestLost)
            + " path takes only shorter packets (a path MTU black hole, RFC 2923)"
        : "";
  }

  private static boolean isIn(List<SackBlock> reported, Segment segment) {
    return reported.stream()
        .anyMatch(block -> block.from() <= segment.seq() && segment.end() <= block.to());
  }

  private static boolean isToldOfThePathMtu(FlowLog own) {
    return own.flow().connection().icmpErrors().stream()
        .anyMatch(e -> e.told() == own.sender() && e.kind() == IcmpErrorKind.PACKET_TOO_BIG);
  }
}
