package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.pattern.SegmentPattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One parameter of a rule, as it is written in a text.
 *
 * @param name the name that the assertion has for it
 * @param expected what is to be written, for the error that says so: {@code a time such as 40ms}
 * @param example a value
 * @param reader makes the value of the text, and throws IllegalArgumentException where it cannot
 */
record Parameter<T>(String name, String expected, String example, Function<String, T> reader) {
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ns|us|ms|s)");
  private static final Map<String, Long> NANOS =
      Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
  private static final Pattern COUNT = Pattern.compile("[0-9][0-9_]*");
  private static final int PERCENT = 100;

  static Parameter<Duration> time(String name, String example) {
    return new Parameter<>(
        name, "a time such as " + example + " (ns, us, ms or s)", example, Parameter::readTime);
  }

  static Parameter<Long> number(String name, String example) {
    return new Parameter<>(name, "a number such as " + example, example, Parameter::readNumber);
  }

  /** A number of connections, segments or the like, of which nothing has more than an int. */
  static Parameter<Integer> count(String name, String example) {
    return new Parameter<>(
        name, "a number such as " + example, example, text -> Math.toIntExact(readNumber(text)));
  }

  /** A part of a whole, as {@code 0.02} or {@code 2%}, or a ratio. */
  static Parameter<Double> part(String name, String example) {
    return new Parameter<>(name, "a number such as " + example, example, Parameter::readPart);
  }

  static <E extends Enum<E>> Parameter<E> oneOf(String name, Class<E> type, E example) {
    String choices =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    return new Parameter<>(
        name,
        "one of " + choices,
        example.name(),
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  static Parameter<String> text(String name, String what, String example) {
    return new Parameter<>(name, what, example, Function.identity());
  }

  static Parameter<SegmentPattern> pattern(String name, String example) {
    return new Parameter<>(name, "a segment pattern", example, SegmentPattern::of);
  }

  static Parameter<Path> file(String name) {
    return new Parameter<>(name, "the name of a file", "upload.bin", Path::of);
  }

  static Parameter<List<Endpoint>> endpoints(String name) {
    return new Parameter<>(
        name,
        "addresses and ports such as 192.0.2.1:443, [2001:db8::1]:443",
        "192.0.2.1:443",
        text -> Arrays.stream(text.split(",")).map(Endpoint::parse).toList());
  }

  /** Reads a value, without the quotes that it may stand in. */
  T read(String text) {
    String plain = text.strip();
    boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
    return reader.apply(quoted ? plain.substring(1, plain.length() - 1) : plain);
  }

  private static Duration readTime(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new NumberFormatException(text);
    }
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2))));
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static long readNumber(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return Long.parseLong(text.replace("_", ""));
  }

  private static double readPart(String text) {
    return text.endsWith("%")
        ? Double.parseDouble(text.substring(0, text.length() - 1)) / PERCENT
        : Double.parseDouble(text);
  }
}
