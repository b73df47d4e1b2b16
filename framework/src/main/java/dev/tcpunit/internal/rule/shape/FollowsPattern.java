package dev.tcpunit.internal.rule.shape;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.pattern.PatternMatch;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The connection's segments are what a pattern describes, from the first to the last. */
public record FollowsPattern(SegmentPattern pattern) implements WaitingRule<Connection> {
  /** Keep-alives of an idle connection do not hold a test up for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "follows";
  }

  @Override
  public String source() {
    return ShouldFollowPattern.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    if (!connection.keepsSegments()) {
      Finding message = new ShouldFollowPattern(pattern, connection).notKept();
      return judgement.cannotTell(message, Doubt.NO_SEGMENTS);
    }
    Connection awaited = await(connection, patience);
    PatternMatch match = pattern.match(awaited);
    ShouldFollowPattern message = new ShouldFollowPattern(pattern, awaited);
    Optional<String> doubt = doubt(awaited, match);
    if (match.follows()) {
      return doubt.isPresent()
          ? judgement.cannotTell(message.followed(), doubt.get())
          : judgement.holds(message.followed());
    }
    return judgement.violatedByAbsence(message.differs(match), doubt);
  }

  /** Waits as long as all fits and more is to come. */
  private Connection await(Connection connection, Patience patience) {
    long deadline = System.nanoTime() + patience.limit().orElse(LONGEST_WAIT).toNanos();
    Connection now = connection;
    while (mayGoOn(now)) {
      long seen = now.segmentCount();
      Connection later = patience.await(now, "the pattern to go on", c -> c.segmentCount() > seen);
      if (later.segmentCount() == seen || System.nanoTime() > deadline) {
        return later;
      }
      now = later;
    }
    return now;
  }

  private boolean mayGoOn(Connection connection) {
    Teardown.State teardown = connection.teardown().state();
    return teardown != Teardown.State.CLEAN
        && teardown != Teardown.State.RESET
        && pattern.match(connection).outcome() == PatternMatch.Outcome.PREFIX;
  }

  private Optional<String> doubt(Connection connection, PatternMatch match) {
    return Stream.of(
            Doubt.missing(connection.trace()),
            Doubt.unseen(connection.clientToServer()),
            Doubt.unseen(connection.serverToClient()),
            unseenStart(connection, match),
            undecided(connection, match))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> unseenStart(Connection connection, PatternMatch match) {
    boolean unseen = connection.handshake().state() == Handshake.State.NOT_CAPTURED;
    return unseen && !(match.follows() && pattern.beginsAnywhere())
        ? Optional.of(Doubt.OLDER)
        : Optional.empty();
  }

  /** A pattern that asks for retransmissions turns on each segment that may be one. */
  private Optional<String> undecided(Connection connection, PatternMatch match) {
    if (!pattern.asksKind()) {
      return Optional.empty();
    }
    return connection.segments().stream()
        .limit(match.matched() + 1L)
        .filter(segment -> segment.kind() == SegmentKind.UNDECIDED)
        .map(Segment::frame)
        .findFirst()
        .map(frame -> "the packets do not say whether #" + frame + " was sent again or overtaken");
  }
}
