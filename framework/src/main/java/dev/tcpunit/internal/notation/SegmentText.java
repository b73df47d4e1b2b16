package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tcpdump prints of a TCP header: {@code Flags [P.], seq 1:101, ack 1, win 342, options [...],
 * length 100}, or before version 4.1 and on OpenBSD {@code P 1:101(100) ack 1 win 342 <...>}.
 * Numbers are left as they are printed.
 */
final class SegmentText {
  private static final String MODERN =
      "Flags \\[(?<flags>[^\\]]*)\\](?:,? (?:cksum 0x(?<sum>[0-9a-f]+)"
          + " \\((?:(?<verdict>correct)|incorrect[^)]*|unverified)\\)|\\[(?:tcp sum ok|bad"
          + " )[^\\]]*\\]))?(?:, seq (?<seq>\\d+)(?::(?<end>\\d+))?)?(?:, ack (?<ack>\\d+))?(?:,"
          + " win (?<win>\\d+))?(?:, urg (?<urg>\\d+))?(?:, options"
          + " \\[(?:(?<cut>[^\\]]*?\\[(?:\\|tcp|bad opt)\\])>?|(?<options>.*?)\\](?=,"
          + " length|$)))?(?:, length (?<length>\\d+))?";

  private static final String CLASSIC =
      "(?<flags>[SFRPUWE.]{1,8}),?(?: cksum 0x(?<sum>[0-9a-f]+)"
          + " \\((?:(?<verdict>correct)|incorrect[^)]*|unverified)\\),?| \\[(?<verdict2>tcp sum"
          + " ok)\\]| \\[bad tcp cksum (?:0x)?(?<sum2>[0-9a-f]+)[^\\]]*\\]| \\(src OS[^)]*\\))*(?:"
          + " (?<seq>\\d++):(?<end>\\d++)\\((?<length>\\d++)\\))?(?: ack (?<ack>\\d++))?(?: win"
          + " (?<win>\\d++))?(?: urg (?<urg>\\d++))?(?: <(?:(?<cut>[^>]*\\[(?:\\|tcp|bad"
          + " opt)\\])>?|(?<options>[^>]*)>))?";

  private static final Pattern MODERN_LINE = Pattern.compile(MODERN + "(?<rest>.*)");
  private static final Pattern CLASSIC_LINE = Pattern.compile(CLASSIC + "(?<rest>(?! ?[<>\\d]).*)");
  private static final Pattern MODERN_PART = Pattern.compile(MODERN);
  private static final Pattern CLASSIC_PART = Pattern.compile(CLASSIC);

  private static final Pattern CLASSIC_START =
      Pattern.compile("[SFRPUWE.]{1,8},? (?=\\d+:\\d|ack \\d|win \\d|cksum |\\[|\\(src OS)");

  private static final Pattern START =
      Pattern.compile(
          "(?:[SFRPUWE.]{1,8}(?:,| \\d*:?)?|F|Fl|Fla|Flag|Flags|Flags \\[?)?", Pattern.DOTALL);

  private static final String MODERN_START = "Flags [";
  private static final String FLAG_LETTERS = "FSRP.UEWe";

  /** The sequence number as printed, or -1 where none is: tcpdump leaves it out of pure ACKs. */
  long printedSeq;

  /** The acknowledgement number as printed, or -1. */
  long printedAck;

  /** The checksum field as printed, or -1. */
  int printedChecksum;

  /** What follows the TCP header in the line. */
  String rest;

  static boolean isSegment(String body) {
    return isModern(body) || CLASSIC_START.matcher(body).lookingAt();
  }

  static boolean isModern(String body) {
    return body.startsWith(MODERN_START);
  }

  /** Whether the next line may make a segment of it: it breaks off where one could go on. */
  static boolean mayGoOn(String body) {
    if (!isSegment(body)) {
      return START.matcher(body).matches();
    }
    Matcher part = (isModern(body) ? MODERN_PART : CLASSIC_PART).matcher(body);
    return part.matches() || part.hitEnd();
  }

  /** Fills the segment's fields but for its numbers, which are in this object. */
  void read(String body, DecodedSegment segment) {
    boolean modern = isModern(body);
    Matcher fields = (modern ? MODERN_LINE : CLASSIC_LINE).matcher(body);
    if (!fields.matches()) {
      throw new NotationException("cannot read the TCP header");
    }
    rest = fields.group("rest");
    printedSeq = optional("seq", fields.group("seq"));
    printedAck = optional("ack", fields.group("ack"));
    segment.flags = modern ? flags(fields.group("flags")) : classicFlags(fields.group("flags"));
    segment.payloadLength = length(fields, modern);
    segment.window = (int) required("win", fields.group("win"), Numbers.MAX_16_BITS);
    if (fields.group("urg") != null) {
      segment.urgentPointer = (int) required("urg", fields.group("urg"), Numbers.MAX_16_BITS);
    }
    options(fields, segment);
    checksum(fields, modern, segment);
    checkNumbers(segment, optional("seq", fields.group("end")));
  }

  static int flags(String letters) {
    if (letters.equals("none")) {
      return 0;
    }
    int flags = 0;
    for (char letter : letters.toCharArray()) {
      int bit = FLAG_LETTERS.indexOf(letter);
      if (bit < 0) {
        throw new NotationException("unknown flag '" + letter + "' in [" + letters + "]");
      }
      flags |= 1 << bit;
    }
    return flags;
  }

  /** A dot stood for "none of the others" then; ACK shows by its number alone. */
  private int classicFlags(String letters) {
    return flags(letters.replace(".", "")) | (printedAck >= 0 ? TcpFlags.ACK : 0);
  }

  /** Where tcpdump stops within the options no length follows: it is that of the numbers then. */
  private int length(Matcher fields, boolean modern) {
    String printed = fields.group("length");
    if (printed == null && (!modern || fields.group("cut") != null)) {
      long end = optional("seq", fields.group("end"));
      return end < 0 ? 0 : (int) (end - printedSeq);
    }
    return (int) required("length", printed, Integer.MAX_VALUE);
  }

  private static void options(Matcher fields, DecodedSegment segment) {
    if (fields.group("options") != null) {
      OptionsText.read(fields.group("options"), segment);
    } else if (fields.group("cut") != null) {
      OptionsText.readCut(fields.group("cut"), segment);
    }
  }

  private void checksum(Matcher fields, boolean modern, DecodedSegment segment) {
    String sum = fields.group("sum");
    String verdict = fields.group("verdict");
    if (!modern && sum == null) {
      sum = fields.group("sum2");
      verdict = fields.group("verdict2");
    }
    printedChecksum = sum == null ? -1 : Integer.parseInt(sum, 16);
    boolean valid = "correct".equals(verdict) || "tcp sum ok".equals(verdict);
    segment.checksum = valid ? ChecksumStatus.VALID : ChecksumStatus.UNKNOWN;
  }

  private void checkNumbers(DecodedSegment segment, long printedEnd) {
    boolean counts =
        segment.payloadLength > 0
            || (segment.flags & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)) != 0;
    if (printedSeq < 0 && counts) {
      throw new NotationException("no sequence number");
    }
    if (printedEnd >= 0 && (int) (printedEnd - printedSeq) != segment.payloadLength) {
      throw new NotationException(
          "seq %d:%d contradicts length %d"
              .formatted(printedSeq, printedEnd, segment.payloadLength));
    }
    if (printedAck < 0 && segment.has(TcpFlags.ACK)) {
      throw new NotationException("no acknowledgement number");
    }
  }

  private static long optional(String field, String digits) {
    return digits == null ? -1 : Numbers.unsigned(field, digits, Numbers.MAX_32_BITS);
  }

  private static long required(String field, String digits, long max) {
    if (digits == null) {
      throw new NotationException("no " + field);
    }
    return Numbers.unsigned(field, digits, max);
  }
}
