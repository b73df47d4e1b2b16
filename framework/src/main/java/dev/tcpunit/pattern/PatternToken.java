package dev.tcpunit.pattern;

/**
 * A piece of a pattern's text.
 *
 * @param kind what it is
 * @param text the characters
 * @param offset where they stand, from 0
 */
record PatternToken(Kind kind, String text, int offset) {
  /** What a token is. */
  enum Kind {
    /** {@code >}, {@code <} or {@code <>}. */
    DIRECTION,
    /** Flags, a number, a name. */
    WORD,
    /** {@code ...}. */
    ANYTHING,
    /** {@code ( ) | * + ? { } , !}, one each. */
    SIGN,
    /** The end of the text. */
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  int end() {
    return offset + text.length();
  }

  /** For messages. */
  String name() {
    return kind == Kind.END ? "the end of the pattern" : "\"" + text + "\"";
  }
}
