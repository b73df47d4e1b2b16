package dev.tcpunit.analysis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells text from other bytes, and how it is encoded, by its first bytes. */
final class TextEncoding {
  /** What terminals and printers understand: bell, backspace, tab, line and form feed, escape. */
  private static final String CONTROLS = "\u0007\b\t\n\f\r\u001B";

  /** A file of packets has zeros as well, but no run of letters between them. */
  private static final int FEWEST_CHARACTERS = 8;

  private TextEncoding() {}

  /** The encoding of a text that starts so; empty if it is none. */
  static Optional<Charset> of(byte[] start) {
    if (startsWith(start, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (startsWith(start, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (isText(new String(start, StandardCharsets.ISO_8859_1))) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (isWide(start, StandardCharsets.UTF_16LE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return isWide(start, StandardCharsets.UTF_16BE)
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  private static boolean startsWith(byte[] start, int first, int second) {
    return start.length >= 2 && (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
  }

  private static boolean isText(String start) {
    return start.chars().allMatch(c -> c >= ' ' || CONTROLS.indexOf(c) >= 0);
  }

  private static boolean isWide(byte[] start, Charset charset) {
    String text = new String(start, 0, start.length & ~1, charset);
    return text.length() >= FEWEST_CHARACTERS
        && isText(text)
        && text.chars().filter(c -> c <= '~').count() > text.length() / 2;
  }
}
