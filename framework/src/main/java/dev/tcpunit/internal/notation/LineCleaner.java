package dev.tcpunit.internal.notation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes off a line what its way from tcpdump to here has put on it: colours of a terminal, tags and
 * entities of HTML, escapes of JSON, blanks that do not break, marks of byte order and direction,
 * arrows in place of {@code >}.
 *
 * <p>All white space becomes blanks. Several packets on one line become as many lines.
 */
final class LineCleaner {
  private static final Pattern COLOURS =
      Pattern.compile(
          "\u001B\\[[0-9;:?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)"
              + "|\u001B[@-Z\\\\-_]|(?:\\^\\[|\u241B|\\\\(?:x1[bB]|033|e))\\[[0-9;]*[mK]"
              + "|\\[\\d{1,3}(?:;\\d{1,3})*m");

  private static final Pattern TAGS =
      Pattern.compile(
          "</?(?:a|b|blockquote|body|code|div|em|font|i|kbd|li|mark|ol|p|pre|samp|span|strong|table"
              + "|tbody|td|th|tr|tt|u|ul|wbr)(?:\\s[^<>]*)?/?>",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|(gt|lt|amp|nbsp|quot|apos));");

  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u00([0-9a-fA-F]{2})");

  private static final Pattern ARROW =
      Pattern.compile("\\s*[\u2192\u27F6\u2794\u279C\u21D2\u27F9\uFF1E\u203A\u25B6\u25BA]+\\s*");

  private static final Pattern ASCII_ARROW = Pattern.compile(" (?:-{1,3}|={1,3})> ");

  /** Between two packets that stand on one line. */
  private static final Pattern NEXT_PACKET =
      Pattern.compile(
          " +(?=(?:\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9} )"
              + "|(?<=length \\d{1,5}) +(?=IP6? \\S+ > )");

  /** But for the indentation. */
  private static final Pattern MANY_BLANKS = Pattern.compile("(?<=\\S) {2,}");

  private static final String FLAGS = "Flags [";

  private LineCleaner() {}

  /** The lines that one stands for: nearly always itself. */
  static List<String> clean(String line) {
    String text = MANY_BLANKS.matcher(isPlain(line) ? line : plain(line)).replaceAll(" ");
    if (!text.contains(" > ")) {
      text = ASCII_ARROW.matcher(text).replaceAll(" > ");
    }
    if (LINE_BREAK.matcher(text).find()) {
      return List.of(LINE_BREAK.split(text));
    }
    int flags = text.indexOf(FLAGS);
    return flags >= 0 && text.indexOf(FLAGS, flags + 1) >= 0
        ? List.of(NEXT_PACKET.split(text))
        : List.of(text);
  }

  private static boolean isPlain(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' '
          || c > '~'
          || c == '&'
          || c == '<'
          || c == '\\'
          || c == 'm' && isColour(line, i)) {
        return false;
      }
    }
    return true;
  }

  /** What is left of a colour whose escape character was lost: {@code [32m}. */
  private static boolean isColour(String line, int end) {
    return end > 0 && Character.isDigit(line.charAt(end - 1));
  }

  private static String plain(String line) {
    String text = COLOURS.matcher(line).replaceAll("");
    text = TAGS.matcher(text).replaceAll("");
    for (int i = 0; i < 2 && text.indexOf('&') >= 0; i++) {
      // Twice, for text that was escaped and then escaped again.
      text = ENTITY.matcher(text).replaceAll(LineCleaner::character);
    }
    text = JSON_ESCAPE.matcher(text).replaceAll(LineCleaner::escaped);
    return blanks(ARROW.matcher(text).replaceAll(" > "));
  }

  private static String character(MatchResult entity) {
    if (entity.group(3) == null) {
      int code =
          entity.group(1) != null
              ? Integer.parseInt(entity.group(1))
              : Integer.parseInt(entity.group(2), 16);
      return Matcher.quoteReplacement(Character.toString(code));
    }
    return switch (entity.group(3)) {
      case "gt" -> ">";
      case "lt" -> "<";
      case "amp" -> "&";
      case "nbsp" -> " ";
      case "quot" -> "\"";
      default -> "'";
    };
  }

  private static String escaped(MatchResult escape) {
    return Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16)));
  }

  private static String blanks(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .map(c -> isBlank(c) ? ' ' : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /** A byte that is no character where it stands was most often a blank of another encoding. */
  private static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == '\uFFFD';
  }
}
