package dev.tcpunit.pattern;

import java.util.List;

/** The tokens of a pattern, taken one after the other. */
final class PatternTokens {
  private final String text;
  private final List<PatternToken> tokens;
  private int next;

  PatternTokens(String text) {
    this.text = text;
    tokens = PatternScanner.scan(text);
  }

  PatternToken peek() {
    return tokens.get(next);
  }

  PatternToken next() {
    PatternToken token = peek();
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  /** Takes the next token if it is this sign. */
  boolean skip(String sign) {
    boolean found = peek().is(sign);
    if (found) {
      next();
    }
    return found;
  }

  /** The end of the token that was taken last. */
  int end() {
    return next == 0 ? 0 : tokens.get(next - 1).end();
  }

  SegmentPatternException unexpected(String expected) {
    return at(peek(), "unexpected " + peek().name(), expected);
  }

  SegmentPatternException at(PatternToken token, String problem, String expected) {
    return new SegmentPatternException(text, token.offset(), problem, expected);
  }
}
