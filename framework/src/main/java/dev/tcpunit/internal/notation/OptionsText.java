package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP options as tcpdump prints them: {@code mss 1460,sackOK,TS val 1 ecr 2,nop,wscale 7}. */
final class OptionsText {
  private static final Pattern SACK_BLOCK = Pattern.compile("\\{(\\d+):(\\d+)}");
  private static final Pattern TIMESTAMPS = Pattern.compile("TS val (\\d+) ecr (\\d+)");

  /** A larger shift counts as this (RFC 7323 section 2.3). */
  private static final int MAX_WINDOW_SHIFT = 14;

  private static final int HEX_DIGITS_PER_BYTE = 2;

  private OptionsText() {}

  /** Fills the segment's options; SACK edges stay as printed. */
  static void read(String text, DecodedSegment segment) {
    boolean continues = false;
    for (String option : text.split(",")) {
      if (!one(option.strip(), segment) && !continues) {
        segment.unknownOptions = true;
      }
      // What tcpdump says of these two goes on after a comma.
      continues = segment.multipath || segment.authenticated;
    }
  }

  private static boolean one(String option, DecodedSegment segment) {
    String[] words = option.split(" +");
    switch (words[0]) {
      case "", "nop", "eol" -> {}
      case "mss" -> segment.mss = (int) number(option, words, Numbers.MAX_16_BITS);
      case "wscale" -> segment.windowScale = windowShift(option, words);
      case "sackOK" -> segment.sackPermitted = true;
      case "TS" -> timestamps(option, segment);
      case "sack" -> sack(option, segment);
      case "tfo", "exp-tfo" -> segment.fastOpenCookieLength = cookieLength(words);
      case "mptcp" -> segment.multipath = true;
      case "md5", "tcp-ao" -> segment.authenticated = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static long number(String option, String[] words, long max) {
    if (words.length < 2) {
      throw new NotationException("option without its number: " + option);
    }
    return Numbers.unsigned(words[0], words[1], max);
  }

  private static int windowShift(String option, String[] words) {
    return (int) Math.min(MAX_WINDOW_SHIFT, number(option, words, Numbers.MAX_16_BITS));
  }

  private static void timestamps(String option, DecodedSegment segment) {
    Matcher values = TIMESTAMPS.matcher(option);
    if (!values.matches()) {
      throw new NotationException("timestamps option without its two values: " + option);
    }
    segment.hasTimestamps = true;
    segment.tsVal = Numbers.bits32("TS val", values.group(1));
    segment.tsEcr = Numbers.bits32("TS ecr", values.group(2));
  }

  private static void sack(String option, DecodedSegment segment) {
    Matcher block = SACK_BLOCK.matcher(option);
    while (block.find()) {
      if (segment.sackBlocks == DecodedSegment.MAX_SACK_BLOCKS) {
        throw new NotationException("more SACK blocks than fit a header: " + option);
      }
      segment.sackEdges[2 * segment.sackBlocks] = Numbers.bits32("SACK edge", block.group(1));
      segment.sackEdges[2 * segment.sackBlocks + 1] = Numbers.bits32("SACK edge", block.group(2));
      segment.sackBlocks++;
    }
  }

  /** {@code tfo cookie 0123456789abcdef} carries a cookie, {@code tfo cookiereq} asks for one. */
  private static int cookieLength(String[] words) {
    boolean carries = words.length > 2 && words[1].equals("cookie");
    return carries ? words[2].length() / HEX_DIGITS_PER_BYTE : 0;
  }
}
