package dev.tcpunit.pattern;

import dev.tcpunit.pattern.PatternNode.Repeat;
import dev.tcpunit.pattern.PatternToken.Kind;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern: alternatives, sequences, groups and counts; {@link SegmentReader} the rest. */
final class PatternParser {
  static final String STEP = "a segment (> or <), a group ( or ...";
  private static final int MOST_REPETITIONS = 10_000;
  private static final int MOST_NESTING = 100;

  private final String text;
  private final PatternTokens tokens;
  private int nesting;

  private PatternParser(String text) {
    this.text = text;
    tokens = new PatternTokens(text);
  }

  static PatternNode parse(String text) {
    PatternParser parser = new PatternParser(text);
    PatternNode pattern = parser.alternatives();
    if (parser.tokens.peek().kind() != Kind.END) {
      throw parser.tokens.unexpected(STEP + ", | or the end");
    }
    return pattern;
  }

  private PatternNode alternatives() {
    List<PatternNode> choices = new ArrayList<>();
    do {
      choices.add(sequence());
    } while (tokens.skip("|"));
    return choices.size() == 1 ? choices.get(0) : new PatternNode.Alternatives(choices);
  }

  private PatternNode sequence() {
    List<PatternNode> parts = new ArrayList<>();
    while (startsStep(tokens.peek())) {
      parts.add(counted(step()));
    }
    if (parts.isEmpty()) {
      throw tokens.unexpected(STEP);
    }
    return parts.size() == 1 ? parts.get(0) : new PatternNode.Sequence(parts);
  }

  private static boolean startsStep(PatternToken token) {
    return token.kind() == Kind.DIRECTION || token.kind() == Kind.ANYTHING || token.is("(");
  }

  private PatternNode step() {
    PatternToken first = tokens.next();
    return switch (first.kind()) {
      case ANYTHING ->
          new Repeat(
              new PatternNode.One(SegmentCondition.anything(first.offset())), 0, Repeat.UNBOUNDED);
      case DIRECTION ->
          new PatternNode.One(new SegmentReader(text, tokens).read(first, from(first)));
      default -> group(first);
    };
  }

  private PatternNode group(PatternToken open) {
    if (++nesting > MOST_NESTING) {
      throw tokens.at(open, "groups in groups", "at most " + MOST_NESTING);
    }
    PatternNode group = alternatives();
    if (!tokens.skip(")")) {
      throw tokens.unexpected(STEP + ", | or )");
    }
    nesting--;
    return group;
  }

  private static Role from(PatternToken direction) {
    return switch (direction.text()) {
      case ">" -> Role.CLIENT;
      case "<" -> Role.SERVER;
      default -> null;
    };
  }

  private PatternNode counted(PatternNode part) {
    if (tokens.skip("*")) {
      return new Repeat(part, 0, Repeat.UNBOUNDED);
    }
    if (tokens.skip("+")) {
      return new Repeat(part, 1, Repeat.UNBOUNDED);
    }
    if (tokens.skip("?")) {
      return new Repeat(part, 0, 1);
    }
    if (tokens.peek().is("{")) {
      PatternRange range = PatternRange.read(tokens, MOST_REPETITIONS);
      return new Repeat(part, range.least(), range.most());
    }
    return part;
  }
}
