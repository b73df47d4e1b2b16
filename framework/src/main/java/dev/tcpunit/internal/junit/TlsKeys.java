package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a key log (RFC 9850 section 2) that belong to the connections of one test.
 *
 * @param lines those lines, and none of other connections
 * @param words what was found, or why nothing, for the test's report
 */
record TlsKeys(List<String> lines, String words) {
  private static final Pattern LINE =
      Pattern.compile("[A-Z0-9_]+ ([0-9A-Fa-f]{64}) (?:[0-9A-Fa-f]{2})+");

  /** Looks up the connections by the random of their ClientHello, which takes their payload. */
  static TlsKeys of(Trace trace, Path keyLog) {
    Set<String> randoms =
        trace.connections().stream()
            .map(Connection::clientToServer)
            .flatMap(flow -> flow.tlsHello().stream())
            .map(TlsHello::random)
            .collect(Collectors.toSet());
    if (randoms.isEmpty()) {
      return none(
          "no ClientHello is in the capture, whose random names the lines: it takes"
              + " @CaptureTcp(payload = Payload.FULL)");
    }
    try (Stream<String> all = Files.lines(keyLog, StandardCharsets.ISO_8859_1)) {
      List<String> lines = all.filter(line -> randoms.contains(random(line))).toList();
      return lines.isEmpty()
          ? none(keyLog + " has no line of " + Wording.count(randoms.size(), "TLS connection"))
          : new TlsKeys(lines, found(lines, randoms.size(), keyLog));
    } catch (IOException | UncheckedIOException e) {
      return none(keyLog + " cannot be read: " + e);
    }
  }

  private static TlsKeys none(String why) {
    return new TlsKeys(List.of(), "none, " + why);
  }

  private static String found(List<String> lines, int connections, Path keyLog) {
    long named = lines.stream().map(TlsKeys::random).distinct().count();
    return "%s of %s, for %d of %s"
        .formatted(
            Wording.count(lines.size(), "line"),
            keyLog,
            named,
            Wording.count(connections, "TLS connection"));
  }

  /** The random by which a line names its connection; empty for a comment and all else. */
  private static String random(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
