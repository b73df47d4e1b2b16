package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.AccurateEcnOption;
import dev.tcpunit.internal.wire.DecodedSegment;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TCP options as tcpdump prints them: {@code mss 1460,sackOK,TS val 1 ecr 2,nop,wscale 7}, on
 * OpenBSD and before version 4.1 {@code timestamp 1 2}.
 */
final class OptionsText {
  private static final Pattern SACK_BLOCK = Pattern.compile("\\{(\\d+):(\\d+)}");
  private static final Pattern TIMESTAMPS =
      Pattern.compile("(?:TS val (\\d+) ecr (\\d+)|timestamp (\\d+) (\\d+))");
  private static final Pattern SACK =
      Pattern.compile("(?:sack )?sack (\\d+) *(?:\\{\\d+:\\d+} *)*");

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

  /** Options that end in a mark of tcpdump's: it saw no more of them, or no sense in them. */
  static void readCut(String text, DecodedSegment segment) {
    int mark = text.lastIndexOf('[');
    if (text.startsWith("[bad", mark)) {
      segment.malformedOptions = true;
    } else {
      segment.optionsCut = true;
    }
    int lastWhole = text.lastIndexOf(',', mark);
    if (lastWhole > 0) {
      read(text.substring(0, lastWhole), segment);
    }
  }

  private static boolean one(String option, DecodedSegment segment) {
    String[] words = option.split(" +");
    switch (words[0]) {
      case "", "nop", "eol" -> {}
      case "mss" -> segment.mss = (int) number(option, words, Numbers.MAX_16_BITS);
      case "wscale" -> segment.windowScale = windowShift(option, words);
      case "sackOK" -> segment.sackPermitted = true;
      case "TS", "timestamp" -> timestamps(option, segment);
      case "sack" -> sack(option, segment);
      case "tfo", "exp-tfo" -> segment.fastOpenCookieLength = cookieLength(words);
      case "mptcp" -> segment.multipath = true;
      case "unknown-172", "unknown-174" -> accurateEcn(words, segment);
      case "md5", "tcp-ao" -> segment.authenticated = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** {@code unknown-172 0x000001000000000001}: tcpdump does not know the option of RFC 9768. */
  private static void accurateEcn(String[] words, DecodedSegment segment) {
    int kind = Integer.parseInt(words[0].substring("unknown-".length()));
    String digits = words.length < 2 ? "" : words[1].substring("0x".length());
    byte[] bytes = HexFormat.of().parseHex(digits);
    segment.malformedOptions |= !AccurateEcnOption.read(kind, bytes, 0, bytes.length, segment);
  }

  private static long number(String option, String[] words, long max) {
    if (words.length != 2) {
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
    int first = values.group(1) == null ? 3 : 1;
    segment.tsVal = Numbers.bits32("TS val", values.group(first));
    segment.tsEcr = Numbers.bits32("TS ecr", values.group(first + 1));
  }

  private static void sack(String option, DecodedSegment segment) {
    Matcher whole = SACK.matcher(option);
    if (!whole.matches() || option.chars().filter(c -> c == '{').count() != count(whole)) {
      throw new NotationException("SACK option without its blocks: " + option);
    }
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

  private static long count(Matcher sack) {
    return Numbers.unsigned("SACK blocks", sack.group(1), Numbers.MAX_16_BITS);
  }

  /** {@code tfo cookie 0123456789abcdef} carries a cookie, {@code tfo cookiereq} asks for one. */
  private static int cookieLength(String[] words) {
    boolean carries = words.length > 2 && words[1].equals("cookie");
    return carries ? words[2].length() / HEX_DIGITS_PER_BYTE : 0;
  }
}
