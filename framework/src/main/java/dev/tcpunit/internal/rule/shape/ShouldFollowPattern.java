package dev.tcpunit.internal.rule.shape;

import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.pattern.PatternExcerpt;
import dev.tcpunit.pattern.PatternMatch;
import dev.tcpunit.pattern.PatternMatch.Expectation;
import dev.tcpunit.pattern.PatternMatch.Outcome;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Messages of {@code follows}. */
public final class ShouldFollowPattern {
  public static final String SOURCE = "SegmentPattern";

  private static final Pattern GAP = Pattern.compile("\\b(within|after)\\b");
  private static final int MOST_EXPECTED = 4;

  private final SegmentPattern pattern;
  private final Connection connection;

  public ShouldFollowPattern(SegmentPattern pattern, Connection connection) {
    this.pattern = pattern;
    this.connection = connection;
  }

  public Finding followed() {
    return message().but("all " + segments(connection.segmentCount()) + " fit");
  }

  public Finding notKept() {
    return message().but("");
  }

  /** It got so far, and something else came, or nothing more. */
  public Finding differs(PatternMatch match) {
    List<Segment> all = connection.segments();
    boolean came = match.matched() < all.size();
    Finding message = message().but(statement(match, came));
    if (came) {
      List<Segment> odd = List.of(all.get(match.matched()));
      if (asksTime(match)) {
        message.timedOffenders(connection, odd, note(odd, ShouldFollowPattern::came));
      } else {
        message.offenders(connection, odd, note(odd, ShouldFollowPattern::came));
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

  private String statement(PatternMatch match, boolean came) {
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

  /** Time is the point where what was expected names a gap. */
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

  private Finding message() {
    return Finding.expecting(connection, "follow the pattern");
  }
}
