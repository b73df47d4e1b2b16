package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** No segment that went over the wire is larger than the peer had announced. */
final class NegotiatedMssKept extends StatedRule<Connection> {
  /** The timestamps option with its padding. */
  private static final int TIMESTAMPS_LENGTH = 12;

  NegotiatedMssKept() {
    super(
        "neverExceedsNegotiatedMss",
        "never exceed the negotiated MSS",
        "RFC 9293 s3.7.1, MUST-16",
        "no segment is larger than the peer's MSS, the options in it included");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt =
        Doubt.ofOffers(connection).or(() -> NegotiationRule.doubtOfSyns(connection));
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    List<Segment> larger =
        connection.segments().stream().filter(s -> s.length() > room(connection, s)).toList();
    List<Segment> whole = larger.stream().filter(s -> !isCutByDevice(s)).toList();
    if (whole.isEmpty()) {
      String superSegments =
          larger.isEmpty() ? "" : "; " + larger.size() + " super-segments, which the device cuts";
      return judgement.holds(expecting(connection).but("no segment is larger" + superSegments));
    }
    return whole.stream().allMatch(s -> connection.vantagePoint().isBeside(s.from()))
        ? judgement.violatedByPresence(exceeded(connection, whole))
        : judgement.cannotTell(
            exceeded(connection, whole),
            "the receiver's device may have joined what was sent apart");
  }

  /** How many bytes of data fit: the options of a segment take from that room (RFC 6691). */
  private static int room(Connection connection, Segment segment) {
    return announcedTo(connection, segment) - (segment.hasTimestamps() ? TIMESTAMPS_LENGTH : 0);
  }

  private static int announcedTo(Connection connection, Segment segment) {
    return NegotiationRule.maximumSegmentSize(connection.flow(segment.from().peer()));
  }

  /** Whether the device cuts the segment, as it does where the checksum is left to it. */
  private static boolean isCutByDevice(Segment segment) {
    return segment.checksum() == ChecksumStatus.OFFLOADED;
  }

  /** The order of capture changes neither a segment's size nor what its peer's SYN says. */
  private Finding exceeded(Connection connection, List<Segment> larger) {
    return expecting(connection)
        .inAnyOrder()
        .but(Wording.count(larger.size(), "segment") + " carried more than the peer had announced")
        .offenders(connection, larger, s -> "the peer's MSS is " + announcedTo(connection, s));
  }
}
