package dev.tcpunit.baseline;

import java.util.List;

/** Writes the text of a fingerprint. */
final class FingerprintWriter {
  static final String HEAD = "# tcpunit baseline 1";
  static final String RUNS = "runs";
  static final String TOGETHER = ", together with the one before";

  private static final String SIGNS =
      "# = exactly, ~ about, is: a class, % in how many runs (not compared), : for information";

  private FingerprintWriter() {}

  static String text(Fingerprint print) {
    StringBuilder text = new StringBuilder();
    line(text, HEAD);
    line(text, SIGNS);
    line(text, Fact.informative(RUNS, String.valueOf(print.runs())).toString());
    print.facts().forEach(fact -> line(text, fact.toString()));
    List<RecordedConnection> connections = print.connections();
    for (int i = 0; i < connections.size(); i++) {
      RecordedConnection connection = connections.get(i);
      line(text, "");
      line(text, heading(i + 1, connection));
      connection.facts().forEach(fact -> line(text, "  " + fact));
    }
    line(text, "");
    print.environment().facts().forEach(fact -> line(text, fact.toString()));
    return text.toString();
  }

  private static String heading(int number, RecordedConnection connection) {
    return "connection %d to server %d%s"
        .formatted(number, connection.server(), connection.together() ? TOGETHER : "");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  /** What a program says of itself may have any characters, also those that mean something here. */
  static String oneLine(String words) {
    String line = words.replaceAll("\\p{Cntrl}+", " ").replace('|', '/').strip();
    return line.isEmpty() ? "\"\"" : line;
  }
}
