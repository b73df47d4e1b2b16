package dev.tcpunit.internal.notation;

import java.util.regex.Pattern;

/** Knows lines about TCP that other programs print, and what to give in their place. */
final class OtherTools {
  private static final Pattern TSHARK =
      Pattern.compile(
          "\\[(?:SYN|ACK|FIN|PSH|RST|ECE|CWR)[^\\]]*\\].* Win=\\d|\\bSeq=\\d+.* Win=\\d");

  private static final Pattern SNOOP = Pattern.compile("\\bTCP D=\\d+ S=\\d+");
  private static final Pattern PKTMON = Pattern.compile("PktGroupId \\d+, PktNumber \\d+");
  private static final Pattern ABOUT_TCP =
      Pattern.compile(
          "Flags \\[(?:[SFRPUWEe.]+\\]|none\\], (?:seq|ack|win))"
              + "|\\bwin \\d|\\b[Ww]in=\\d|\\btcp \\d+");

  private static final String GIVE_THE_FILE =
      "; give the capture file itself, or what tcpdump -nn -r prints of it";

  private OtherTools() {}

  /** Whether a line tells of a TCP segment, in whatever form. */
  static boolean isAboutTcp(String line) {
    return PKTMON.matcher(line).find()
        || line.contains(" > ") && ABOUT_TCP.matcher(line).find()
        || SNOOP.matcher(line).find();
  }

  static boolean isPktmon(String line) {
    return PKTMON.matcher(line).find();
  }

  /** Why such a line is not read. */
  static String reason(String line) {
    if (isPktmon(line)) {
      return "pktmon prints a packet once for each component that it passes; convert the capture by"
          + " pktmon etl2pcap and give that file";
    }
    if (TSHARK.matcher(line).find()) {
      return "columns of tshark or Wireshark, which leave out much of a segment" + GIVE_THE_FILE;
    }
    if (SNOOP.matcher(line).find()) {
      return "printed by snoop" + GIVE_THE_FILE;
    }
    return "not in a form that tcpdump prints";
  }
}
