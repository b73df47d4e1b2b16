package dev.tcpunit.internal.fork;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where folders of this machine are found where the child runs.
 *
 * @param folders the path here, and the one there, both without a separator at the end
 */
record PathMap(Map<String, String> folders) {
  /** After the last letter of a folder's name, if it is that whole folder. */
  private static final String END = "(?=[/\\\\:;,=\"\\s]|$)";

  private static final String BEGIN = "(?<![\\w./\\\\-])";

  PathMap {
    folders = Map.copyOf(folders);
  }

  /** Reads {@code here=there}, separated by commas. */
  static PathMap parse(String text) {
    Map<String, String> folders = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      String[] sides = pair.strip().split("=", -1);
      if (!pair.isBlank() && (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank())) {
        throw new IllegalArgumentException("'%s' is not of the form here=there".formatted(pair));
      }
      if (!pair.isBlank()) {
        folders.put(trimmed(sides[0]), trimmed(sides[1]));
      }
    }
    return new PathMap(folders);
  }

  private static String trimmed(String folder) {
    return folder.strip().replaceFirst("(?<=.)[/\\\\]+$", "");
  }

  /** A text with each path here that is known there replaced. */
  String there(String text) {
    return replaced(text, folders);
  }

  /** One path of the child, as it is found here. */
  String here(String path) {
    Map<String, String> back = new LinkedHashMap<>();
    folders.forEach((here, there) -> back.put(there, here));
    return replaced(path, back);
  }

  /** One path, with the separators that are used there. */
  String pathThere(String path) {
    String mapped = there(path);
    return mapped.equals(path) ? path : mapped.replace('\\', '/');
  }

  /** In one pass, because what is put in may look like a folder of here. */
  private static String replaced(String text, Map<String, String> folders) {
    if (folders.isEmpty()) {
      return text;
    }
    String any =
        folders.keySet().stream()
            .sorted((one, other) -> other.length() - one.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile(BEGIN + "(?:" + any + ")" + END)
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(folders.get(found.group())));
  }
}
