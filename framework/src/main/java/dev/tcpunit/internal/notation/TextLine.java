package dev.tcpunit.internal.notation;

import java.util.regex.Pattern;

/**
 * A line of a text and what can be said of it by itself.
 *
 * @param text the line, cleaned
 * @param packet the packet that it tells of, or null if it names no two addresses
 * @param timed whether it begins with a time, or has one before a packet
 * @param saysIp whether it says that an IP packet follows
 */
record TextLine(String text, PacketLine packet, boolean timed, boolean saysIp) {
  /**
   * {@code IP} before addresses or a header, {@code ethertype IPv4} before them with {@code -e}.
   */
  private static final Pattern SAYS_IP =
      Pattern.compile(
          "(?:^|[^\\w.])(?:IP6?|ip:) +"
              + "(?=\\(|truncated-ip|bad-|\\[\\||[\\w:-][\\w.:%-]* >|[\\w-]*[.:][\\w.:%-]*$)"
              + "|(?:ethertype|AF) IPv[46]\\b|(?:^|[^\\w.])IP6?$");

  private static final Pattern LINK_ADDRESSES =
      Pattern.compile("(?:^|\\s)[0-9a-f]{2}(?::[0-9a-f]{2}){5} (?:\\([^)]*\\) )?> ");

  private static final Pattern OTHER_PROTOCOL =
      Pattern.compile("^\\s*(?:ARP|STP|LLDP|IPX|CDPv)\\b");

  static TextLine of(String text) {
    PacketLine packet = PacketLine.find(text);
    String before = packet == null ? text : packet.before();
    boolean saysIp = SAYS_IP.matcher(text).find();
    boolean isPacket = saysIp || packet != null && packet.isSegment();
    boolean timed = Timestamps.beginsWithOne(before) || isPacket && Timestamps.isIn(before);
    return new TextLine(text, packet, timed, saysIp);
  }

  /** What stands before the addresses, or all of it. */
  String before() {
    return packet == null ? text : packet.before();
  }

  /** Whether it begins a packet, for all that can be seen of it alone. */
  boolean begins() {
    return timed || saysIp || isSegment() || LINK_ADDRESSES.matcher(text).find() || isOther();
  }

  boolean isSegment() {
    return packet != null && packet.isSegment();
  }

  /** A packet of a protocol that never carries TCP, in a text without times. */
  boolean isOther() {
    return OTHER_PROTOCOL.matcher(text).find();
  }

  int indentation() {
    return text.length() - text.stripLeading().length();
  }

  /** Ends in the IP header that {@code -v} prints on a line of its own. */
  boolean isHeaderAlone() {
    return packet == null && text.endsWith(")") && !PacketLine.header(text).isEmpty();
  }
}
