package dev.tcpunit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses as text: dotted quad and the canonical IPv6 form of RFC 5952. */
final class AddressText {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private AddressText() {}

  /** Numbers only: no name is looked up. */
  static InetAddress parse(String text) {
    String stripped = text.strip();
    if (!NUMERIC.matcher(stripped).matches()) {
      throw new IllegalArgumentException("not an IPv4 or IPv6 address: \"" + text + "\"");
    }
    try {
      return InetAddress.getByName(stripped);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IPv4 or IPv6 address: \"" + text + "\"", e);
    }
  }

  static String ipv4(byte[] a) {
    return (a[0] & 0xFF) + "." + (a[1] & 0xFF) + "." + (a[2] & 0xFF) + "." + (a[3] & 0xFF);
  }

  static String ipv6(byte[] a) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (a[2 * i] & 0xFF) << 8 | a[2 * i + 1] & 0xFF;
    }
    int start = longestZeroRun(groups);
    int end = start < 0 ? -1 : endOfZeroRun(groups, start);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i = end - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  /** The first of the longest runs of two or more zero groups (RFC 5952 section 4.2), or -1. */
  private static int longestZeroRun(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = groups[i] == 0 ? endOfZeroRun(groups, i) - i : 0;
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private static int endOfZeroRun(int[] groups, int start) {
    int end = start;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end;
  }
}
