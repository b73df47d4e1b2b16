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
  /** {@code -i any}: the interface and the direction. */
  private static final Pattern INTERFACE = Pattern.compile("^\\S+\\s+(In|Out|B|M|P|\\?)\\s+");

  /** {@code -e}: at most one pair of link layer addresses, and what they carry. */
  private static final Pattern LINK_LAYER =
      Pattern.compile(
          "^[^>]*(?:>[^>]*?)??(?:ethertype|AF) IPv([46]) \\((?:0x)?[0-9a-f]+\\), (?:length \\d+:"
              + " )?");

  private static final Pattern PROTOCOL = Pattern.compile("^IP(6)?\\s+");

  /** The packet that a line begins, or null if it carries no IP packet. The time is cut off. */
  static PacketLine parse(String line) {
    String text = line;
    Matcher captured = INTERFACE.matcher(text);
    if (captured.find()) {
      text = text.substring(captured.end());
    }
    Matcher protocol = PROTOCOL.matcher(text);
    if (protocol.find()) {
      return of(protocol.group(1) != null, text.substring(protocol.end()));
    }
    Matcher link = LINK_LAYER.matcher(text);
    return link.find() ? of(link.group(1).equals("6"), text.substring(link.end())) : null;
  }

  private static PacketLine of(boolean ipv6, String text) {
    int end = endOfParenthesis(text);
    String header = end == 0 ? "" : text.substring(1, end - 1);
    return new PacketLine(ipv6, header, text.substring(end).strip());
  }

  /** The same packet with what the line after it says. */
  PacketLine continuedBy(String line) {
    return new PacketLine(ipv6, header, line.strip());
  }

  boolean continuesOnNextLine() {
    return rest.isEmpty() && !header.isEmpty();
  }

  boolean isFragment() {
    return header.contains("flags [+")
        || header.contains("offset ") && !header.contains("offset 0,");
  }

  boolean saysTcp() {
    return header.contains("proto TCP") || header.contains("next-header TCP");
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
