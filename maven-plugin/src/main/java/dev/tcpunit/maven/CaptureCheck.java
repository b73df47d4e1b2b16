package dev.tcpunit.maven;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.rule.RuleVerdict;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges the connections of capture files by rules, and compares files with their baselines. */
final class CaptureCheck {
  private final List<TcpRule> rules;
  private final Set<Integer> serverPorts;
  private final CaptureBaselines baselines;

  /**
   * Makes a check.
   *
   * @param rules all of which are judged for each connection, or for all of a capture
   * @param serverPorts judges only connections to these, and only captures with one; empty for all
   * @param baselines with which captures are compared
   */
  CaptureCheck(List<TcpRule> rules, Set<Integer> serverPorts, CaptureBaselines baselines) {
    this.rules = rules;
    this.serverPorts = serverPorts;
    this.baselines = baselines;
  }

  CheckResults judge(List<Path> captures) throws IOException {
    List<CheckResults.Result> results = new ArrayList<>();
    Set<Integer> otherPorts = new TreeSet<>();
    for (Path capture : captures) {
      Trace trace = Traces.read(capture);
      trace.connections().stream()
          .filter(connection -> !isToBeJudged(connection))
          .forEach(connection -> otherPorts.add(connection.server().port()));
      if (trace.connections().stream().anyMatch(this::isToBeJudged)) {
        rules.stream()
            .flatMap(rule -> rule.judge(trace, this::isToBeJudged).stream())
            .forEach(verdict -> results.add(result(capture, verdict)));
      }
      baselines
          .judge(capture, trace, this::isToBeJudged)
          .ifPresent(verdict -> results.add(result(capture, verdict)));
    }
    return new CheckResults(captures.size(), List.copyOf(otherPorts), results);
  }

  private boolean isToBeJudged(Connection connection) {
    return serverPorts.isEmpty() || serverPorts.contains(connection.server().port());
  }

  private static CheckResults.Result result(Path capture, RuleVerdict verdict) {
    return new CheckResults.Result(
        capture.toString(),
        verdict.subject(),
        verdict.rule(),
        verdict.outcome(),
        verdict.summary(),
        verdict.message());
  }

  private static CheckResults.Result result(Path capture, Verdict verdict) {
    return new CheckResults.Result(
        capture.toString(),
        verdict.subject(),
        verdict.rule(),
        Outcome.valueOf(verdict.outcome().name()),
        verdict.summary(),
        verdict.message());
  }
}
