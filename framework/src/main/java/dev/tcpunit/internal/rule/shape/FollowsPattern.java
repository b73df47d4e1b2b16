package dev.tcpunit.internal.rule.shape;

import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.pattern.PatternExcerpt;
import dev.tcpunit.pattern.PatternMatch;
import dev.tcpunit.pattern.PatternMatch.Expectation;
import dev.tcpunit.pattern.PatternMatch.Outcome;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The connection's segments are what a pattern describes, from the first to the last. */
public record FollowsPattern(SegmentPattern pattern) implements WaitingRule<Connection> {
  /** Keep-alives of an idle connection do not hold a test up for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Pattern GAP = Pattern.compile("\\b(within|after)\\b");
  private static final int MOST_EXPECTED = 4;

  @Override
  public String name() {
    return "follows";
  }

  @Override
  public String source() {
    return "SegmentPattern";
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message(connection), Doubt.NO_SEGMENTS);
    }
    Connection awaited = await(connection, patience);
    PatternMatch match = pattern.match(awaited);
    Optional<String> doubt = doubt(awaited, match);
    if (match.follows()) {
      return doubt.isPresent()
          ? judgement.cannotTell(followed(awaited), doubt.get())
          : judgement.holds(followed(awaited));
    }
    return judgement.violatedByAbsence(differs(awaited, match), doubt);
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

  /**
   * Whether a pattern that asks for retransmissions depends on a segment that may or may not be
   * one.
   */
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

  private static Finding followed(Connection connection) {
    return message(connection).but("all " + segments(connection.segmentCount()) + " fit");
  }

  /** The segments fit up to one that does not, or the pattern goes on where they end. */
  private Finding differs(Connection connection, PatternMatch match) {
    List<Segment> all = connection.segments();
    boolean came = match.matched() < all.size();
    Finding message = message(connection).but(statement(connection, match, came));
    if (came) {
      List<Segment> odd = List.of(all.get(match.matched()));
      if (asksTime(match)) {
        message.timedOffenders(connection, odd, note(odd, FollowsPattern::came));
      } else {
        message.offenders(connection, odd, note(odd, FollowsPattern::came));
      }
    } else if (!all.isEmpty()) {
      List<Segment> last = List.of(all.get(all.size() - 1));
      message.offenders(connection, last, note(last, segment -> "the last segment"));
    }
    int place =
        match.expected().isEmpty()
            ? pattern.toString().stripTrailing().length()
            : match.expected().get(match.expected().size() - 1).offset();
    PatternExcerpt excerpt = PatternExcerpt.at(pattern.toString(), place);
    return message
        .fact("pattern", excerpt.text(), excerpt.caret())
        .fact("expected", expected(match));
  }

  private static String statement(Connection connection, PatternMatch match, boolean came) {
    long all = connection.segmentCount();
    if (!came) {
      return "it ended after %s, where the pattern goes on".formatted(segments(all));
    }
    if (match.outcome() == Outcome.PREFIX) {
      return "of %s none took the pattern further than this".formatted(segments(all));
    }
    return match.matched() == 0
        ? "its first segment does not fit"
        : "only the first %d of %s fit".formatted(match.matched(), segments(all));
  }

  /** Whether the times are to be shown: the expected part of the pattern names a gap. */
  private static boolean asksTime(PatternMatch match) {
    return match.expected().stream().anyMatch(e -> GAP.matcher(e.text()).find());
  }

  private static Function<Segment, String> note(
      List<Segment> segments, Function<Segment, String> words) {
    return segment -> segments.contains(segment) ? words.apply(segment) : "";
  }

  private static String came(Segment segment) {
    List<String> remarks = SegmentRemarks.of(segment);
    return "does not fit" + (remarks.isEmpty() ? "" : ": " + String.join(", ", remarks));
  }

  private static String expected(PatternMatch match) {
    List<String> texts =
        match.expected().stream().map(Expectation::text).distinct().limit(MOST_EXPECTED).toList();
    String more = match.expected().size() > MOST_EXPECTED ? " or one of more" : "";
    if (texts.isEmpty()) {
      return "nothing more";
    }
    return String.join("  or  ", texts) + more + (match.mayEnd() ? "  or the end" : "");
  }

  private static String segments(long number) {
    return Wording.count(number, "segment");
  }

  private static Finding message(Connection connection) {
    return Finding.expecting(connection, "follow the pattern");
  }
}
