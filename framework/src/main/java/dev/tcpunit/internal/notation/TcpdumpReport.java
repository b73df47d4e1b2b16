package dev.tcpunit.internal.notation;

import java.util.List;

/**
 * What a {@link TcpdumpReader} made of a text.
 *
 * @param lines all lines
 * @param segments TCP segments handed on
 * @param untimed those of them for which the text gives no time
 * @param ignored packets of other protocols, tunnels and fragments
 * @param skipped lines that are no packets: comments, hex dumps, tcpdump's own messages
 * @param unreadable packet lines that could not be read
 * @param malformed the first of these, each with its reason
 */
public record TcpdumpReport(
    long lines,
    long segments,
    long untimed,
    long ignored,
    long skipped,
    long unreadable,
    List<MalformedLine> malformed) {

  /**
   * A packet line that could not be read.
   *
   * @param line its number, from 1
   * @param text the line itself
   * @param reason what is wrong with it
   */
  public record MalformedLine(long line, String text, String reason) {
    @Override
    public String toString() {
      return "line " + line + ": " + reason + ": " + text.strip();
    }
  }
}
