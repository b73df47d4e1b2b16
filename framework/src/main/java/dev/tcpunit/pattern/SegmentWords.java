package dev.tcpunit.pattern;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The words of a pattern that say what a segment is, as the analysis classified it. */
final class SegmentWords {
  private static final Map<String, Predicate<Segment>> WORDS = new TreeMap<>();

  static {
    for (SegmentKind kind : SegmentKind.values()) {
      WORDS.put(hyphenated(kind), segment -> segment.kind() == kind);
    }
    // "ack" is the acknowledgement number, as in tcpdump; a pure ACK is the flag's dot.
    WORDS.remove("ack");
    for (SegmentFinding finding : SegmentFinding.values()) {
      WORDS.put(hyphenated(finding), segment -> segment.has(finding));
    }
    for (RetransmissionCause cause : RetransmissionCause.values()) {
      WORDS.put(causeWord(cause), segment -> segment.cause().filter(cause::equals).isPresent());
    }
    WORDS.put("bad-checksum", segment -> segment.checksum() == ChecksumStatus.BAD);
    WORDS.put("dup-ack", WORDS.get("duplicate-ack"));
    WORDS.put("dsack", WORDS.get("duplicate-sack"));
    WORDS.put("probe", WORDS.get("zero-window-probe"));
  }

  private SegmentWords() {}

  static Optional<Predicate<Segment>> find(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }

  /** All words, in alphabetical order. */
  static String list() {
    return String.join(", ", WORDS.keySet());
  }

  private static String causeWord(RetransmissionCause cause) {
    return switch (cause) {
      case TAIL_LOSS_PROBE -> hyphenated(cause);
      case UNKNOWN -> "unexplained-retransmission";
      case FAST, TIMEOUT, PATH_MTU, SYN, FIN -> hyphenated(cause) + "-retransmission";
    };
  }

  private static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
