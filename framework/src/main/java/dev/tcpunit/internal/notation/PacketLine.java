package dev.tcpunit.internal.notation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of tcpdump's about an IP packet, taken apart around its two addresses: whatever stands
 * before them, be it of the link layer, of a packet filter or of the program that logged the line.
 *
 * @param before what stands before the addresses
 * @param header what {@code -v} prints of the IP header, without its parentheses; empty if it does
 *     not
 * @param source the sender as printed: host, and of TCP and UDP a dot and the port
 * @param destination the receiver likewise
 * @param body what follows the addresses
 * @param tunnel whether there is a TCP segment further on, within what the body says
 */
record PacketLine(
    String before, String header, String source, String destination, String body, boolean tunnel) {
  private static final String ARROW = " > ";

  private static final Pattern HEADER =
      Pattern.compile("\\((?=(?:tos|class|flowlabel|hlim|ttl|len) )");

  private static final Pattern SAYS_IPV6 = Pattern.compile("\\bIP(?:v)?6\\b|next-header");

  /** An interface of {@code any} and the packet's direction there, as tcpdump 4.99 writes them. */
  private static final Pattern INTERFACE =
      Pattern.compile("(?:^|\\s)([A-Za-z][^\\s:]*) +(?:In|Out|B|M|P) +(?:ifindex|IP6?)\\b");

  /**
   * The same of one that is not on the host where tcpdump reads the capture, and of LINUX_SLL,
   * where the direction and the sender's address alone tell interfaces apart.
   */
  private static final Pattern UNNAMED_INTERFACE =
      Pattern.compile(
          "(?:^|\\s)(\\? +(?:In|Out|B|M|P)(?: +ifindex \\d+)?"
              + "|(?:In|Out|B|M|P) +[0-9a-f]{2}(?::[0-9a-f]{2}){5})\\s");

  private static final Pattern SAYS_TCP =
      Pattern.compile("(?:proto:? |next-header:? )(?:TCP|tcp|6\\b)");

  private static final Pattern LATER_FRAGMENT = Pattern.compile("(?:tcp|ip-proto-6)$");

  private static final Pattern WELL_BEGUN =
      Pattern.compile("(?:^|IP6?|[^\\w.\\s]|\\d\\.\\d{1,9})\\s*$");

  private static final Pattern WHOLE_HEADER =
      Pattern.compile(
          "|tos 0x[0-9a-f]+(?:,\\S+)?, ttl +\\d+, id \\d+, offset \\d+, flags \\[\\S*\\], "
              + "proto:? \\S+(?: \\(\\d+\\))?, length:? \\d+(?:, .*)?"
              + "|(?:class 0x[0-9a-f]+, )?(?:flowlabel 0x[0-9a-f]+, )?hlim \\d+, "
              + "next-header:? \\S+(?: \\(\\d+\\))? payload length: \\d+");

  /**
   * IPv6 extension headers (RFC 8200 section 4), behind which tcpdump writes the ports, without the
   * addresses. A routing header with segments left is none of them: the destination is another.
   */
  private static final Pattern EXTENDED =
      Pattern.compile(
          "(?:(?:(?:HBH|DSTOPT)(?: \\([^()]*\\))*|(?:RT6|srcrt) \\([^()]*segleft=0\\b[^()]*\\)"
              + "|frag \\((?:0x[0-9a-f]+:)?0\\|(?<size>\\d+)\\)) )+"
              + "(?<from>[^\\s:>]+) > (?<to>[^\\s:>]+): (?<body>.*)",
          Pattern.DOTALL);

  /** The packet that a line tells of, or null if there are no two addresses in it. */
  static PacketLine find(String line) {
    PacketLine first = null;
    for (int at = line.indexOf(ARROW); at > 0; at = line.indexOf(ARROW, at + 1)) {
      PacketLine packet = around(line, at);
      if (packet != null && first == null) {
        first = packet.withPorts();
      } else if (packet != null && packet.isSegment() && !first.isSegment()) {
        return first.asTunnel();
      }
    }
    return first;
  }

  private static PacketLine around(String line, int arrow) {
    int start = startOfAddress(line, arrow);
    int second = arrow + ARROW.length();
    int end = line.indexOf(' ', second);
    end = end < 0 ? line.length() : end;
    if (start == arrow || end - second < 2 || line.charAt(end - 1) != ':') {
      return null;
    }
    String before = line.substring(0, start);
    return new PacketLine(
        before,
        header(before),
        line.substring(start, arrow),
        line.substring(second, end - 1),
        line.substring(end).strip(),
        false);
  }

  private static int startOfAddress(String line, int end) {
    int start = end;
    while (start > 0 && isOfAddress(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfAddress(char c) {
    return Character.isLetterOrDigit(c) || ".:%-_/+*".indexOf(c) >= 0;
  }

  /** The IP header in a line or a part of one; empty where there is none, or no whole one. */
  static String header(String text) {
    Matcher start = HEADER.matcher(text);
    if (!start.find()) {
      return "";
    }
    int depth = 0;
    for (int i = start.start(); i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return text.substring(start.end(), i);
      }
    }
    return "";
  }

  static boolean saysTcp(String header) {
    return SAYS_TCP.matcher(header).find();
  }

  /** The same with the ports that stand behind extension headers, if there are such. */
  private PacketLine withPorts() {
    Matcher extended = EXTENDED.matcher(body);
    return extended.matches() && isWhole(extended.group("size"))
        ? new PacketLine(
            before,
            header,
            source + "." + extended.group("from"),
            destination + "." + extended.group("to"),
            extended.group("body"),
            false)
        : this;
  }

  /** A fragment with more behind it is a multiple of 8 long (RFC 8200 section 4.5). */
  private static boolean isWhole(String sizeOfFirstFragment) {
    return sizeOfFirstFragment == null || Long.parseLong(sizeOfFirstFragment) % 8 != 0;
  }

  private PacketLine asTunnel() {
    return new PacketLine(before, header, source, destination, body, true);
  }

  /** A port on each side, and what tcpdump prints of a TCP header. */
  boolean isSegment() {
    return !host(source).isEmpty() && !host(destination).isEmpty() && SegmentText.isSegment(body);
  }

  /**
   * How well the IP header reads, and the first address stands where it should and is one: a part
   * of it may be lost to what stands before.
   */
  int soundness() {
    int wellBegun = WELL_BEGUN.matcher(before).find() && source.charAt(0) != '.' ? 2 : 0;
    return wellBegun + (Hosts.isNumeric(host(source)) ? 1 : 0) + (isWholeHeader(header) ? 1 : 0);
  }

  /** Whether an IP header reads as tcpdump writes it, or there is none. */
  static boolean isWholeHeader(String header) {
    return WHOLE_HEADER.matcher(header).matches();
  }

  boolean ipv6() {
    if (source.indexOf(':') >= 0 || destination.indexOf(':') >= 0) {
      return true;
    }
    return !Hosts.isNumeric(host(source)) && SAYS_IPV6.matcher(before).find();
  }

  /** A number that stands for the interface that the line names, or tells from others, or 0. */
  int interfaceNumber() {
    for (Pattern pattern : List.of(INTERFACE, UNNAMED_INTERFACE)) {
      Matcher found = pattern.matcher(before);
      if (found.find()) {
        return found.group(1).hashCode() | 1;
      }
    }
    return 0;
  }

  boolean isFragment() {
    return LATER_FRAGMENT.matcher(body).matches()
        || body.startsWith("frag (")
        || body.contains("(frag ")
        || header.contains("flags [+")
        || header.contains("offset ") && !header.contains("offset 0,");
  }

  /** An address without the port that is printed behind it. */
  static String host(String address) {
    int dot = address.lastIndexOf('.');
    return dot < 0 ? "" : address.substring(0, dot);
  }

  static String port(String address) {
    return address.substring(address.lastIndexOf('.') + 1);
  }
}
