package dev.tcpunit.internal.html;

import dev.tcpunit.internal.notation.Printable;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as HTML: whatever it is, it shows as it is written and does nothing. */
final class Html {
  private static final Pattern FRAME = Pattern.compile("#(\\d{1,18})\\b");

  private Html() {}

  /** One line of text, in an element or in an attribute's quotes. */
  static String escape(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** Lines of text for a {@code pre} element, in which frame numbers lead to their segments. */
  static String lines(String text, Set<Long> frames) {
    return text.lines().map(line -> linked(escape(line), frames)).collect(Collectors.joining("\n"));
  }

  private static String linked(String escaped, Set<Long> frames) {
    return FRAME
        .matcher(escaped)
        .replaceAll(
            match ->
                frames.contains(Long.valueOf(match.group(1)))
                    ? Matcher.quoteReplacement(
                        "<a href=\"#s%s\">#%s</a>".formatted(match.group(1), match.group(1)))
                    : Matcher.quoteReplacement(match.group()));
  }
}
