package dev.tcpunit.cli;

import java.io.Console;
import java.util.Map;

/** Whether a person reads what is written, and in which colours. */
final class Terminal {
  private Terminal() {}

  /** From JDK 22 on there is a console object without a terminal, too, which says so itself. */
  static boolean isThere() {
    if (System.console() == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(System.console());
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Not where the user wants none (https://no-color.org), or the terminal has none. */
  static boolean takesColour(Map<String, String> environment) {
    return isThere()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
