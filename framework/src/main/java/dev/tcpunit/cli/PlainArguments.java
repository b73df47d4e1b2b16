package dev.tcpunit.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code analyze} where they are names of files alone, but for {@code --format
 * json}. They need no parser, which would take longer to start than most captures take to read.
 */
record PlainArguments(Analysis.Format format, List<String> files) {
  private static final String COMMAND = "analyze";

  /** The arguments; empty where it takes a parser to understand them. */
  static Optional<PlainArguments> of(String... arguments) {
    List<String> all = Arrays.asList(arguments);
    boolean json = all.size() > 3 && isFormat(all.get(1)) && all.get(2).equals("json");
    int first = json ? 3 : 1;
    if (all.size() <= first || !all.get(0).equals(COMMAND)) {
      return Optional.empty();
    }
    List<String> files = all.subList(first, all.size());
    for (String file : files) {
      if (file.isEmpty() || file.length() > 1 && "-@".indexOf(file.charAt(0)) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new PlainArguments(json ? Analysis.Format.JSON : Analysis.Format.TEXT, files));
  }

  private static boolean isFormat(String argument) {
    return argument.equals("--format") || argument.equals("-f");
  }
}
