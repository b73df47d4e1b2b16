package dev.tcpunit.internal.html;

/** Text in a table of Markdown, where it shows as it is written and calls nobody. */
final class Markdown {
  private static final String SPECIAL = "\\|`*_[]()!~#";

  private Markdown() {}

  /**
   * A cell of a table.
   *
   * @param html text that is escaped as HTML already
   */
  static String cell(String html) {
    StringBuilder cell = new StringBuilder();
    for (char c : html.toCharArray()) {
      cell.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "");
      // Or GitHub would send a message to whoever is called so.
      cell.append(c == '@' ? "&#64;" : String.valueOf(c));
    }
    return cell.toString();
  }
}
