package dev.tcpunit.internal.message.shape;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.pattern.PatternExcerpt;
import dev.tcpunit.pattern.PatternMatch;
import dev.tcpunit.pattern.PatternMatch.Expectation;
import dev.tcpunit.pattern.PatternMatch.Outcome;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code follows}. */
public final class ShouldFollowPattern {
  public static final String SOURCE = "SegmentPattern";

  private static final int CONTEXT = 2;
  private static final int MOST_EXPECTED = 4;

  private final SegmentPattern pattern;
  private final Connection connection;

  public ShouldFollowPattern(SegmentPattern pattern, Connection connection) {
    this.pattern = pattern;
    this.connection = connection;
  }

  public Message followed() {
    return message().but("all " + segments(connection.segmentCount()) + " fit");
  }

  public Message notKept() {
    return message().but("");
  }

  /** It got so far, and something else came, or nothing more. */
  public Message differs(PatternMatch match) {
    List<Segment> all = connection.segments();
    boolean came = match.matched() < all.size();
    Message message = message().but(statement(match, came));
    int from = Math.max(0, match.matched() - CONTEXT);
    int to = Math.min(all.size(), match.matched() + 1 + (came ? CONTEXT : 0));
    for (Segment segment : all.subList(from, to)) {
      boolean odd = came && segment.index() == match.matched();
      message.segment(connection, segment, odd ? came(segment, match) : "");
      if (odd || !came) {
        message.at(segment);
      }
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

  private String came(Segment segment, PatternMatch match) {
    List<String> remarks = SegmentRemarks.of(segment);
    String gap =
        match.expected().stream().anyMatch(e -> e.text().matches(".*\\b(within|after) .*"))
                && segment.index() > 0
            ? ", " + Wording.time(gap(segment)) + " after the one before"
            : "";
    return "does not fit" + (remarks.isEmpty() ? "" : ": " + String.join(", ", remarks)) + gap;
  }

  private long gap(Segment segment) {
    return segment.timeNanos() - connection.segments().get(segment.index() - 1).timeNanos();
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

  private Message message() {
    return Message.expecting(connection, "follow the pattern");
  }
}
