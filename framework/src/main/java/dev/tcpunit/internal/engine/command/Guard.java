package dev.tcpunit.internal.engine.command;

import java.util.List;
import java.util.stream.Stream;

/**
 * A shell between this JVM and a capture program: it ends the program when its own standard input
 * ends, which happens also when this JVM is killed. It runs where the program runs (as root, on
 * another host), because only there it may end it. One that somebody has stopped meanwhile goes on
 * first, or it would never hear that it shall end. A line of input asks tcpdump for its counters.
 */
final class Guard {
  private static final String SCRIPT =
      """
      exec 3<&0
      "$@" <&3 &
      program=$!
      (
        exec >/dev/null 2>&1
        while read -r line; do kill -USR1 "$program"; done <&3
        kill "$program"
        kill -CONT "$program"
      ) &
      guard=$!
      exec 3<&-
      wait "$program"
      status=$?
      kill "$guard" 2>/dev/null
      exit "$status"
      """;

  private Guard() {}

  /** The words that start a command under guard. */
  static List<String> around(List<String> command) {
    return Stream.concat(Stream.of("sh", "-c", SCRIPT, "tcpunit"), command.stream()).toList();
  }
}
