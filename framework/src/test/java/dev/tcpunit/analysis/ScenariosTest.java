package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Conversations with what each of their segments is, written behind it: kind, cause and findings. A
 * folder per mechanism; the first line of a file says what it shows. {@code // ends} names
 * handshake and teardown of each connection, {@code // vantage} where the capture stood.
 */
class ScenariosTest {
  private static final String ENDS = "// ends ";
  private static final String VANTAGE = "// vantage ";

  @TestFactory
  Stream<DynamicTest> should_classify_each_segment_as_the_scenario_says() throws Exception {
    Path root = root();
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    }
    assertThat(files).as("scenarios").hasSizeGreaterThan(40);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(root.relativize(file).toString(), () -> play(file)));
  }

  private static void play(Path file) {
    String text = read(file);
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(vantage(text)));
    Scenario.read(text, analyzer::onSegment);
    Trace trace = analyzer.trace(file.getFileName().toString(), Completeness.COMPLETE, 0);

    List<String> found =
        trace.connections().stream()
            .flatMap(connection -> connection.segments().stream())
            .sorted(Comparator.comparingLong(Segment::frame))
            .map(ScenariosTest::inWords)
            .toList();
    assertThat(annotated(found, text)).isEqualTo(text);
    assertThat(trace.connections().stream().map(ScenariosTest::end).toList()).isEqualTo(ends(text));
  }

  /** The scenario with what was found in place of what is expected: so a failure shows both. */
  private static String annotated(List<String> found, String text) {
    int[] next = {0};
    return text.lines()
            .map(
                line ->
                    line.matches("\\d.*") && next[0] < found.size()
                        ? line.replaceFirst("//.*", "// " + found.get(next[0]++))
                        : line)
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /** Text has no payload, so of all that comes again it is not known whether it is the same. */
  private static String inWords(Segment segment) {
    Stream<String> findings =
        Arrays.stream(SegmentFinding.values())
            .filter(finding -> finding != SegmentFinding.UNCOMPARED_RETRANSMISSION)
            .filter(segment::has)
            .map(SegmentFinding::name);
    return Stream.concat(
            Stream.concat(
                Stream.of(segment.kind().name()), segment.cause().map(Enum::name).stream()),
            findings)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private static String end(Connection connection) {
    return connection.handshake().state() + " " + connection.teardown().state();
  }

  private static List<String> ends(String text) {
    return text.lines()
        .filter(line -> line.startsWith(ENDS))
        .map(line -> line.substring(ENDS.length()))
        .toList();
  }

  private static VantagePoint vantage(String text) {
    return text.lines()
        .filter(line -> line.startsWith(VANTAGE))
        .map(line -> VantagePoint.valueOf(line.substring(VANTAGE.length())))
        .findFirst()
        .orElse(VantagePoint.UNKNOWN);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() throws URISyntaxException {
    return Path.of(ScenariosTest.class.getResource("/scenarios").toURI());
  }
}
