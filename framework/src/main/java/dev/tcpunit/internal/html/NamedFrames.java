package dev.tcpunit.internal.html;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The frames that a failure points at, whoever worded it. */
final class NamedFrames {
  /**
   * As messages mark them: {@code * #11 0.206127 > ...}, {@code capture: ..., frame 11}, {@code has
   * waited for the server for 1.51 s, since #7}.
   */
  private static final Pattern MARKED =
      Pattern.compile(
          "^\\s*\\* #(\\d{1,18})\\b"
              + "|^\\s*capture: .*, frame (\\d{1,18})$"
              + "|\\bsince #(\\d{1,18})\\b",
          Pattern.MULTILINE);

  private static final Pattern ANY = Pattern.compile("#(\\d{1,18})\\b");

  private NamedFrames() {}

  /** Those that the text marks, or else all that it names. */
  static Set<Long> in(String text) {
    Set<Long> marked = all(MARKED, text);
    return marked.isEmpty() ? all(ANY, text) : marked;
  }

  private static Set<Long> all(Pattern pattern, String text) {
    Set<Long> frames = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          frames.add(Long.valueOf(matcher.group(group)));
        }
      }
    }
    return frames;
  }
}
