package dev.tcpunit.pattern;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.pattern.PatternToken.Kind;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words behind {@code >} or {@code <}. */
final class SegmentReader {
  private static final String WORDS = "flags such as S. or F., data, or what the segment is: ";
  private static final String FLAG_LETTERS = "FSRP.UEWe";
  private static final Pattern FLAGS = Pattern.compile("\\[?[FSRP.UEWe]+\\]?|\\[none\\]");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,18}):(\\d{1,18})");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s)");
  private static final int MOST_BYTES = 999_999_999;

  /** Only these decide what a segment is; a sender sets PSH and the ECN bits as it likes. */
  private static final int SHAPE = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST | TcpFlags.ACK;

  private static final Map<String, Long> UNITS =
      Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
  private static final Map<String, ToLongFunction<Segment>> NUMBERS =
      Map.of(
          "ack",
          segment -> segment.has(TcpFlags.ACK) ? segment.ack() : -1,
          "win",
          Segment::window,
          "len",
          Segment::length);

  private final String text;
  private final PatternTokens tokens;
  private SegmentCondition.Builder segment;

  SegmentReader(String text, PatternTokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  SegmentCondition read(PatternToken direction, Role from) {
    segment = new SegmentCondition.Builder(direction.offset(), from);
    if (!startsWord(tokens.peek())) {
      throw tokens.unexpected(words());
    }
    while (startsWord(tokens.peek())) {
      boolean negated = tokens.skip("!");
      SegmentCondition.Test test = word();
      segment.add(negated ? (s, gap) -> !test.holds(s, gap) : test);
    }
    return segment.build(text, tokens.end());
  }

  private static boolean startsWord(PatternToken token) {
    return token.kind() == Kind.WORD || token.is("!");
  }

  private SegmentCondition.Test word() {
    PatternToken token = tokens.peek();
    if (token.kind() != Kind.WORD) {
      throw tokens.unexpected(words());
    }
    String word = tokens.next().text();
    if (NUMBERS.containsKey(word)) {
      return number(NUMBERS.get(word));
    }
    return switch (word) {
      case "any" -> (segment, gap) -> true;
      case "data" -> data();
      case "within" -> gap(true);
      case "after" -> gap(false);
      default -> classified(token);
    };
  }

  private SegmentCondition.Test classified(PatternToken token) {
    Optional<Predicate<Segment>> kind = SegmentWords.find(token.text());
    if (kind.isPresent()) {
      segment.asksKind();
      Predicate<Segment> is = kind.get();
      return (segment, gap) -> is.test(segment);
    }
    Matcher bytes = BYTES.matcher(token.text());
    if (bytes.matches()) {
      long from = Long.parseLong(bytes.group(1));
      long length = Long.parseLong(bytes.group(2)) - from;
      return (segment, gap) -> segment.seq() == from && segment.length() == length;
    }
    if (FLAGS.matcher(token.text()).matches()) {
      return flags(token.text());
    }
    throw tokens.at(token, "unknown word " + token.name(), words());
  }

  private SegmentCondition.Test data() {
    if (!tokens.peek().is("{")) {
      return (segment, gap) -> segment.length() > 0;
    }
    PatternRange size = PatternRange.read(tokens, MOST_BYTES);
    return (segment, gap) -> segment.length() > 0 && size.contains(segment.length());
  }

  private SegmentCondition.Test number(ToLongFunction<Segment> field) {
    PatternToken token = tokens.peek();
    if (token.kind() != Kind.WORD || !token.text().matches("\\d{1,18}")) {
      throw tokens.unexpected("a number");
    }
    long number = Long.parseLong(tokens.next().text());
    return (segment, gap) -> field.applyAsLong(segment) == number;
  }

  private SegmentCondition.Test gap(boolean atMost) {
    PatternToken token = tokens.peek();
    Matcher duration = DURATION.matcher(token.text());
    if (!duration.matches()) {
      throw tokens.unexpected("a time such as 40ms, 1.5s, 200us or 100ns");
    }
    tokens.next();
    long nanos =
        new BigDecimal(duration.group(1))
            .multiply(BigDecimal.valueOf(UNITS.get(duration.group(2))))
            .longValue();
    return atMost ? (segment, gap) -> gap <= nanos : (segment, gap) -> gap >= nanos;
  }

  private static SegmentCondition.Test flags(String word) {
    if (word.startsWith("[")) {
      int exactly = bits(word.equals("[none]") ? "" : word);
      return (segment, gap) -> segment.flags().bits() == exactly;
    }
    int named = bits(word);
    int asked = SHAPE | named;
    // A dot alone is a pure ACK: data has a word of its own.
    return named == TcpFlags.ACK
        ? (segment, gap) -> (segment.flags().bits() & asked) == named && segment.length() == 0
        : (segment, gap) -> (segment.flags().bits() & asked) == named;
  }

  private static int bits(String letters) {
    return letters
        .chars()
        .filter(letter -> FLAG_LETTERS.indexOf(letter) >= 0)
        .map(letter -> 1 << FLAG_LETTERS.indexOf(letter))
        .reduce(0, (a, b) -> a | b);
  }

  private static String words() {
    return WORDS + SegmentWords.list();
  }
}
