package dev.tcpunit.internal.notation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of tcpdump's that begins a packet, taken apart as far as the IP header.
 *
 * @param ipv6 which of the two protocols
 * @param header what {@code -v} prints of the IP header, without its parentheses; empty if it does
 *     not
 * @param rest what follows: {@code source > destination: ...}; empty where it stands on the next
 *     line
 */
record PacketLine(boolean ipv6, String header, String rest) {
  /** What may stand before the protocol: with {@code -i any} the interface and the direction. */
  private static final Pattern INTERFACE =
      Pattern.compile("^(?:\\S+\\s+(?:In|Out|B|M|P|\\?)\\s+)?");

  /** And in a line that has a time: labels of MPLS, PPPoE and radio, but no other packet. */
  private static final Pattern LABELS = Pattern.compile("^[^>]*?(?=\\bIP6? )");

  /** {@code -e}: at most one pair of link layer addresses, and what they carry. */
  private static final Pattern LINK_LAYER =
      Pattern.compile(
          "^[^>]*(?:>[^>]*?)??(?:ethertype|AF) IPv([46]) \\((?:0x)?[0-9a-f]+\\), (?:length \\d+:"
              + " )?");

  /** {@code IP}, with {@code -e} on PPP and raw links in forms of their own. */
  private static final Pattern PROTOCOL =
      Pattern.compile(
          "^(?:IP(6)?\\s+(?:\\(0x[0-9a-f]{4}\\), length \\d+: )?|ip: )"
              + "(?:truncated-ip - \\d+ bytes missing! )?");

  /**
   * The packet that a line begins.
   *
   * @param text the line without its time
   * @param timed whether it had one, and so is a packet for certain
   * @return null if it carries no IP packet
   */
  static PacketLine parse(String text, boolean timed) {
    Matcher link = LINK_LAYER.matcher(text);
    if (timed && !text.startsWith("IP") && link.find()) {
      return of(link.group(1).equals("6"), text.substring(link.end()));
    }
    Matcher before = (timed ? LABELS : INTERFACE).matcher(text);
    String begun = before.find() ? text.substring(before.end()) : text;
    Matcher protocol = PROTOCOL.matcher(begun);
    if (!protocol.find()) {
      return null;
    }
    String rest = begun.substring(protocol.end());
    return of(protocol.group(1) != null, rest);
  }

  private static PacketLine of(boolean ipv6, String text) {
    int end = endOfParenthesis(text);
    String header = end == 0 ? "" : text.substring(1, end - 1);
    boolean sixByHeader = header.contains("next-header ");
    return new PacketLine(ipv6 || sixByHeader, header, text.substring(end).strip());
  }

  /** The same packet with what the line after it says. */
  PacketLine continuedBy(String line) {
    return new PacketLine(ipv6, header, line.strip());
  }

  boolean continuesOnNextLine() {
    return rest.isEmpty() && !header.isEmpty();
  }

  boolean isFragment() {
    return isLaterFragment()
        || header.contains("flags [+")
        || header.contains("offset ") && !header.contains("offset 0,");
  }

  boolean saysTcp() {
    return header.contains("proto TCP") || header.contains("next-header TCP");
  }

  /** Neither lengths nor ports are in it: the later part of a datagram. */
  private boolean isLaterFragment() {
    return rest.endsWith(": tcp") || rest.endsWith(": ip-proto-6");
  }

  private static int endOfParenthesis(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i == 0 ? 0 : i + 1;
      }
    }
    return 0;
  }
}
