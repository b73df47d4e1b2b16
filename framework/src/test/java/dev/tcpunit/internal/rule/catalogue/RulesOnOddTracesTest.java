package dev.tcpunit.internal.rule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TextReport;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and reports say something of every trace, however little sense it makes. */
class RulesOnOddTracesTest {
  private static final String UPLOAD =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
      12:00:00.010000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 2000, ack 1001, win 65160, options [mss 1460,sackOK,TS val 5 ecr 1,nop,wscale 7], length 0
      12:00:00.010100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1001, ack 2001, win 502, length 0
      12:00:00.010200 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1001:2449, ack 2001, win 502, length 1448
      12:00:00.020300 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2449, win 0, options [nop,nop,sack 1 {3897:5345}], length 0
      12:00:00.220300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 2449:2450, ack 2001, win 502, length 1
      12:00:00.230300 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 2450, win 501, length 0
      12:00:00.430300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1001:2449, ack 2001, win 502, length 1448
      12:00:00.440300 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [P.], seq 2001:2101, ack 2450, win 501, length 100
      12:00:00.440400 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 2450, ack 2101, win 502, length 0
      12:00:00.450500 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 2101, ack 2451, win 501, length 0
      12:00:00.450600 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 2451, ack 2102, win 502, length 0
      12:00:00.450700 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [R], seq 2451, win 0, length 0
      """;

  private static final int TRACES = 1500;
  private static final String[] FLAGS = {
    "S", "S.", ".", "P.", "F.", "R", "R.", "SF", "FR.", "none", "FP.U"
  };
  private static final Pattern NUMBER = Pattern.compile("(seq|ack|win) (\\d+)(?::(\\d+))?");

  @Test
  void should_judge_and_report_mutated_traces_without_an_exception() {
    Random random = new Random(20261129);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < TRACES && failures.size() < 5; i++) {
      judgeAll(mutated(random), failures);
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flags [F.], seq 3000000000, ack 2001",
        "Flags [F.], seq 900000, ack 4000000000",
        "Flags [FP.], seq 4294967295, ack 1",
        "Flags [SF.], seq 1000, ack 2001",
        "Flags [R.], seq 3000000000, ack 2001"
      })
  void should_judge_a_last_segment_far_outside_the_window(String header) {
    String line = "12:00:00.3 IP %s: %s, win 502, length 0\n";
    List<String> failures = new ArrayList<>();
    String upload = String.join("\n", UPLOAD.lines().limit(4).toList()) + "\n";
    judgeAll(upload + line.formatted("192.0.2.1.40000 > 192.0.2.2.80", header), failures);
    judgeAll(upload + line.formatted("192.0.2.2.80 > 192.0.2.1.40000", header), failures);
    assertThat(failures).isEmpty();
  }

  private static void judgeAll(String text, List<String> failures) {
    Trace trace;
    try {
      trace = Traces.parseTcpdump(text, AnalysisOptions.SEGMENTS);
    } catch (IllegalArgumentException refused) {
      return;
    }
    Rules.ofTrace().forEach(rule -> judge(rule, trace, text, failures));
    for (Connection connection : trace.connections()) {
      Rules.ofConnection().forEach(rule -> judge(rule, connection, text, failures));
      for (Flow flow : connection.flows()) {
        Rules.ofFlow().forEach(rule -> judge(rule, flow, text, failures));
      }
    }
    attempt("report", text, failures, () -> reported(trace));
  }

  private static <T> void judge(Rule<T> rule, T subject, String text, List<String> failures) {
    attempt(rule.name(), text, failures, () -> rule.judge(subject).message());
  }

  private static void attempt(String what, String text, List<String> failures, Supplier<?> work) {
    try {
      work.get();
    } catch (RuntimeException e) {
      failures.add(what + ": " + e + " at " + e.getStackTrace()[0] + "\n" + text);
    }
  }

  private static String reported(Trace trace) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    new TextReport().withSegments().write(trace, writer);
    new JsonReport().withSegments().write(trace, writer);
    trace.connections().forEach(connection -> Explanation.write(connection, writer));
    return out.toString();
  }

  private static String mutated(Random random) {
    List<String> lines = new ArrayList<>(UPLOAD.lines().toList());
    for (int left = 1 + random.nextInt(6); left > 0 && !lines.isEmpty(); left--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
        case 3 ->
            lines.set(
                at,
                lines
                    .get(at)
                    .replaceFirst("\\[[^]]*]", "[" + FLAGS[random.nextInt(FLAGS.length)] + "]"));
        case 4 ->
            lines.set(at, lines.get(at).replaceFirst("12:00:0\\d", "12:00:0" + random.nextInt(10)));
        default -> lines.set(at, NUMBER.matcher(lines.get(at)).replaceAll(m -> moved(m, random)));
      }
    }
    return String.join("\n", lines);
  }

  private static String moved(MatchResult field, Random random) {
    if (random.nextInt(3) > 0) {
      return field.group();
    }
    if (field.group(1).equals("win")) {
      return "win " + random.nextInt(1 << 16);
    }
    long by = random.nextBoolean() ? random.nextInt(3000) - 1500 : random.nextLong(1L << 32);
    String moved = field.group(1) + " " + moved(field.group(2), by);
    return field.group(3) == null ? moved : moved + ":" + moved(field.group(3), by);
  }

  private static long moved(String number, long by) {
    return Long.parseLong(number) + by & 0xFFFF_FFFFL;
  }
}
