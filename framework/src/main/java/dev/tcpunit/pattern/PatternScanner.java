package dev.tcpunit.pattern;

import java.util.ArrayList;
import java.util.List;

/** Cuts a pattern's text into tokens. */
final class PatternScanner {
  private static final String SIGNS = "()|*+?{},!";
  private static final String ANYTHING = "...";
  private static final String REMARK = "//";

  private final String text;
  private int position;

  /** Blanks and remarks at the end are no place to point at. */
  private int lastTokenEnd;

  private PatternScanner(String text) {
    this.text = text;
  }

  static List<PatternToken> scan(String text) {
    PatternScanner scanner = new PatternScanner(text);
    List<PatternToken> tokens = new ArrayList<>();
    do {
      tokens.add(scanner.next());
    } while (tokens.get(tokens.size() - 1).kind() != PatternToken.Kind.END);
    return tokens;
  }

  private PatternToken next() {
    skipBlanks();
    if (position == text.length()) {
      return token(PatternToken.Kind.END, lastTokenEnd, 0);
    }
    char first = text.charAt(position);
    if (text.startsWith(ANYTHING, position)) {
      return token(PatternToken.Kind.ANYTHING, position, ANYTHING.length());
    }
    if (first == '>' || first == '<') {
      return token(PatternToken.Kind.DIRECTION, position, text.startsWith("<>", position) ? 2 : 1);
    }
    if (SIGNS.indexOf(first) >= 0) {
      return token(PatternToken.Kind.SIGN, position, 1);
    }
    int end = position;
    while (end < text.length() && isInWord(text.charAt(end))) {
      end++;
    }
    if (end == position) {
      throw new SegmentPatternException(
          text, position, "unknown character '" + first + "'", PatternParser.STEP);
    }
    return token(PatternToken.Kind.WORD, position, end - position);
  }

  private void skipBlanks() {
    while (position < text.length()) {
      if (text.startsWith(REMARK, position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(text.charAt(position))) {
        position++;
      } else {
        return;
      }
    }
  }

  private PatternToken token(PatternToken.Kind kind, int offset, int length) {
    position = Math.max(position, offset + length);
    lastTokenEnd = offset + length;
    return new PatternToken(kind, text.substring(offset, offset + length), offset);
  }

  private static boolean isInWord(char character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || "[].:-".indexOf(character) >= 0);
  }
}
