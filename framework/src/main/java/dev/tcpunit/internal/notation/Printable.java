package dev.tcpunit.internal.notation;

/**
 * Names as they may be shown: a file or a test can be named so that a terminal takes its name for a
 * command, or shows another one.
 */
public final class Printable {
  private Printable() {}

  /** The text with each character that is none to be seen written as {@code \\u001b}. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isVisible(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c)) {
                result.appendCodePoint(c);
              } else {
                result.append(String.format("\\u%04x", c));
              }
            });
    return result.toString();
  }

  /** Neither a control character nor one that turns the direction of writing or ends a line. */
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
