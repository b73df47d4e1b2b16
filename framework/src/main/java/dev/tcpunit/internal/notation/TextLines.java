package dev.tcpunit.internal.notation;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a text, of which none takes more memory than a line of tcpdump's can: what is beyond
 * {@link #LONGEST} characters is left out, and said.
 */
final class TextLines {
  /** Several times what tcpdump prints of a packet with all its options. */
  static final int LONGEST = 16 << 10;

  private final Reader text;
  private final char[] block = new char[8 << 10];
  private final StringBuilder line = new StringBuilder();
  private int position;
  private int limit;
  private boolean afterReturn;
  private boolean cut;

  TextLines(Reader text) {
    this.text = text;
  }

  /** Whether the last line was longer than what was given of it. */
  boolean wasCut() {
    return cut;
  }

  /** The next line without its end, or null after the last one. */
  String next() throws IOException {
    line.setLength(0);
    cut = false;
    boolean begun = false;
    while (position < limit || fill()) {
      char c = block[position++];
      boolean secondOfTwo = afterReturn && c == '\n' && !begun;
      afterReturn = c == '\r';
      if (secondOfTwo) {
        continue;
      }
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      begun = true;
      append(c);
    }
    return begun ? line.toString() : null;
  }

  private void append(char c) {
    if (line.length() < LONGEST) {
      line.append(c);
    } else {
      cut = true;
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, text.read(block, 0, block.length));
    return limit > 0;
  }
}
