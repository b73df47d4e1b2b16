package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A byte that arrives again, sent again or copied on the way, has the same value as the first time.
 */
final class ConsistentRetransmissions extends StatedRule<Connection> {
  private static final String MAYBE_DAMAGED =
      "not all bytes were captured, so it is not known if one of the two was damaged on its way";

  ConsistentRetransmissions() {
    super(
        "hasConsistentRetransmissions",
        "have consistent retransmissions",
        "RFC 9293 s3.4",
        "a sequence number stands for one byte: what is sent again is the same");
  }

  @Override
  public Verdict judge(Connection connection) {
    List<Segment> inconsistent =
        select(connection, s -> s.has(SegmentFinding.INCONSISTENT_RETRANSMISSION));
    List<Segment> whole = inconsistent.stream().filter(s -> areWhole(connection, s)).toList();
    if (!whole.isEmpty()) {
      return judgement.violatedByPresence(found(connection, whole));
    }
    if (!inconsistent.isEmpty()) {
      return judgement.cannotTell(found(connection, inconsistent), MAYBE_DAMAGED);
    }
    int again = select(connection, ConsistentRetransmissions::comesAgain).size();
    String sentAgain =
        again == 0 ? "nothing came again" : Wording.count(again, "segment") + " came again";
    Optional<String> doubt = doubt(connection);
    return doubt.isPresent()
        ? judgement.cannotTell(expecting(connection).but(sentAgain), doubt.get())
        : judgement.holds(
            expecting(connection).but(sentAgain + (again == 0 ? "" : " with the same bytes")));
  }

  /**
   * Whether neither the segment nor that with the bytes before may have been damaged on its way.
   */
  private static boolean areWhole(Connection connection, Segment again) {
    return Stream.concat(Stream.of(again), before(connection, again).stream())
        .allMatch(segment -> segment.checksum() != ChecksumStatus.UNKNOWN);
  }

  private static List<Segment> select(Connection connection, Predicate<Segment> which) {
    return SentSegments.anywhere(connection, which);
  }

  private static boolean comesAgain(Segment segment) {
    return segment.length() > 0
        && (segment.kind() == SegmentKind.RETRANSMISSION
            || segment.kind() == SegmentKind.NETWORK_DUPLICATE);
  }

  private static Optional<String> doubt(Connection connection) {
    return Doubt.of(connection.clientToServer())
        .or(() -> Doubt.of(connection.serverToClient()))
        .or(() -> notCompared(connection));
  }

  private static Optional<String> notCompared(Connection connection) {
    List<Segment> uncompared =
        select(connection, s -> s.has(SegmentFinding.UNCOMPARED_RETRANSMISSION));
    if (uncompared.isEmpty()) {
      return Optional.empty();
    }
    String segments = Wording.count(uncompared.size(), "segment");
    boolean whole =
        uncompared.stream().allMatch(s -> connection.flow(s.from()).payloadSha256().isPresent());
    return Optional.of(
        whole
            ? segments + " came again later than the analysis keeps payload"
            : "the payload of "
                + segments
                + " that came again was not captured or kept whole: say "
                + Doubt.CAPTURE_PAYLOAD);
  }

  /** Shows the first inconsistent segment below the latest one before it with bytes in common. */
  private Finding found(Connection connection, List<Segment> inconsistent) {
    Segment first = inconsistent.get(0);
    String carry = inconsistent.size() == 1 ? " carries" : " carry";
    Finding finding =
        expecting(connection)
            .but(
                Wording.count(inconsistent.size(), "segment")
                    + carry
                    + " other bytes than came before at the same place");
    Optional<Segment> before = before(connection, first);
    before.ifPresent(earlier -> finding.segment(connection, earlier, ""));
    String note = before.map(earlier -> "not the bytes of #" + earlier.frame()).orElse("");
    return finding
        .segment(connection, first, note)
        .more(inconsistent.size() - 1)
        .at(first)
        .cause("somebody on the way altered or injected one of the two", Certainty.LIKELY);
  }

  private static Optional<Segment> before(Connection connection, Segment again) {
    return Finding.before(connection, again).stream()
        .filter(s -> s.from() == again.from() && s.length() > 0)
        .filter(s -> s.seq() < again.end() && again.seq() < s.end())
        .reduce((earlier, later) -> later);
  }
}
