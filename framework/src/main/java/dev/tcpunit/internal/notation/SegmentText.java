package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tcpdump prints of a TCP header: {@code Flags [P.], seq 1:101, ack 1, win 342, options [...],
 * length 100}. Numbers are left as they are printed.
 */
final class SegmentText {
  private static final Pattern SEGMENT =
      Pattern.compile(
          "Flags \\[([^\\]]*)\\](?:,? (?:cksum 0x([0-9a-f]+) \\(([a-z]+)[^)]*\\)|\\[(?:tcp sum"
              + " ok|bad )[^\\]]*\\]))?(?:, seq (\\d+)(?::(\\d+))?)?(?:, ack (\\d+))?(?:, win"
              + " (\\d+))?(?:, urg (\\d+))?(?:, options \\[(.*?)\\](?=, length|$))?(?:, length"
              + " (\\d+))?(.*)");
  private static final String FLAG_LETTERS = "FSRP.UEWe";

  /** The sequence number as printed, or -1 where none is: tcpdump leaves it out of pure ACKs. */
  long printedSeq;

  /** The acknowledgement number as printed, or -1. */
  long printedAck;

  /** The checksum field as printed, or -1. */
  int printedChecksum;

  static boolean isSegment(String body) {
    return body.startsWith("Flags [");
  }

  void read(String body, DecodedSegment segment) {
    Matcher fields = SEGMENT.matcher(body);
    if (!fields.matches()) {
      throw new NotationException("cannot read the TCP header");
    }
    segment.flags = flags(fields.group(1));
    printedSeq = optional("seq", fields.group(4));
    printedAck = optional("ack", fields.group(6));
    segment.payloadLength = (int) required("length", fields.group(10), Integer.MAX_VALUE);
    segment.window = (int) required("win", fields.group(7), Numbers.MAX_16_BITS);
    if (fields.group(8) != null) {
      segment.urgentPointer = (int) required("urg", fields.group(8), Numbers.MAX_16_BITS);
    }
    if (fields.group(9) != null) {
      OptionsText.read(fields.group(9), segment);
    }
    printedChecksum = fields.group(2) == null ? -1 : Integer.parseInt(fields.group(2), 16);
    segment.checksum =
        "correct".equals(fields.group(3)) ? ChecksumStatus.VALID : ChecksumStatus.UNKNOWN;
    checkNumbers(segment, optional("seq", fields.group(5)));
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
