package dev.tcpunit.pattern;

import dev.tcpunit.pattern.PatternNode.Repeat;
import dev.tcpunit.pattern.PatternToken.Kind;

/**
 * What stands in braces: {@code {3}}, {@code {3,}} or {@code {3,5}}.
 *
 * @param most {@link Repeat#UNBOUNDED} where it is left out
 */
record PatternRange(int least, int most) {

  /** Reads from the opening to the closing brace. */
  static PatternRange read(PatternTokens tokens, int limit) {
    PatternToken open = tokens.next();
    int least = number(tokens, limit);
    int most = least;
    if (tokens.skip(",")) {
      most = tokens.peek().is("}") ? Repeat.UNBOUNDED : number(tokens, limit);
    }
    if (!tokens.skip("}")) {
      throw tokens.unexpected("}, as in {3}, {3,} or {3,5}");
    }
    if (most != Repeat.UNBOUNDED && most < least) {
      throw tokens.at(open, "from %d to %d".formatted(least, most), "the smaller number first");
    }
    return new PatternRange(least, most);
  }

  private static int number(PatternTokens tokens, int limit) {
    PatternToken token = tokens.peek();
    if (token.kind() != Kind.WORD || !token.text().matches("\\d{1,9}")) {
      throw tokens.unexpected("a number");
    }
    int number = Integer.parseInt(tokens.next().text());
    if (number > limit) {
      throw tokens.at(token, token.text() + " is too much", "at most " + limit);
    }
    return number;
  }

  boolean contains(long number) {
    return number >= least && (most == Repeat.UNBOUNDED || number <= most);
  }
}
