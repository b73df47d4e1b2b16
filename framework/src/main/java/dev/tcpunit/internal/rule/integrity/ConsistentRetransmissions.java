package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What comes again is what came before, byte by byte, whoever sent it again or copied it. */
final class ConsistentRetransmissions implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasConsistentRetransmissions";
  }

  @Override
  public String source() {
    return ShouldHaveConsistentRetransmissions.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection) {
    ShouldHaveConsistentRetransmissions message =
        new ShouldHaveConsistentRetransmissions(connection);
    List<Segment> inconsistent =
        select(connection, s -> s.has(SegmentFinding.INCONSISTENT_RETRANSMISSION));
    if (!inconsistent.isEmpty()) {
      return judgement.violatedByPresence(message.found(inconsistent));
    }
    List<Segment> uncompared =
        select(connection, s -> s.has(SegmentFinding.UNCOMPARED_RETRANSMISSION));
    List<Segment> again = select(connection, ConsistentRetransmissions::comesAgain);
    Optional<String> doubt =
        OverTime.doubt(connection.clientToServer())
            .or(() -> OverTime.doubt(connection.serverToClient()))
            .or(() -> notCompared(connection, uncompared));
    return doubt.isPresent()
        ? judgement.cannotTell(message.sentAgain(again.size()), doubt.get())
        : judgement.holds(message.consistent(again.size()));
  }

  private static List<Segment> select(Connection connection, Predicate<Segment> which) {
    return SentSegments.anywhere(connection, which);
  }

  private static boolean comesAgain(Segment segment) {
    return segment.length() > 0
        && (segment.kind() == SegmentKind.RETRANSMISSION
            || segment.kind() == SegmentKind.NETWORK_DUPLICATE);
  }

  private static Optional<String> notCompared(Connection connection, List<Segment> uncompared) {
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
}
