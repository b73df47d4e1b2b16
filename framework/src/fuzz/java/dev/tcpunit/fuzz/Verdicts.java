package dev.tcpunit.fuzz;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.rule.RuleDescription;
import dev.tcpunit.rule.RuleVerdict;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What every rule says of a capture, and of another one of the same behaviour. */
final class Verdicts {
  private static final List<TcpRule> RULES =
      TcpRule.all().stream()
          .map(RuleDescription::example)
          .flatMap(example -> Stream.of(example, example.replace("client(", "server(")).distinct())
          .filter(example -> !example.contains("hasPayload(")) // it reads a file
          .map(TcpRule::of)
          .toList();

  private Verdicts() {}

  static Trace trace(Frames frames) {
    return Traces.read(
        new ByteArrayInputStream(frames.pcap()), "capture", AnalysisOptions.SEGMENTS);
  }

  /** Judges by every rule. */
  static List<RuleVerdict> of(Trace trace) {
    return RULES.stream().flatMap(rule -> rule.judge(trace).stream()).toList();
  }

  /** Differences in words; none where all is as it should be. */
  static List<String> differences(Frames one, Frames other, boolean poorer) {
    Trace first = trace(one);
    Trace second = trace(other);
    List<String> differences = new ArrayList<>();
    for (TcpRule rule : RULES) {
      List<RuleVerdict> expected = rule.judge(first);
      List<RuleVerdict> got = rule.judge(second);
      if (expected.size() != got.size()) {
        differences.add(rule + ": " + expected.size() + " verdicts, then " + got.size());
        continue;
      }
      for (int i = 0; i < expected.size(); i++) {
        Outcome before = expected.get(i).outcome();
        Outcome after = got.get(i).outcome();
        if (before != after && !(poorer && after == Outcome.CANNOT_TELL)) {
          differences.add(
              rule
                  + ": "
                  + before
                  + ", then "
                  + after
                  + "\n"
                  + expected.get(i).message()
                  + "\n"
                  + got.get(i).message());
        }
      }
    }
    return differences;
  }
}
