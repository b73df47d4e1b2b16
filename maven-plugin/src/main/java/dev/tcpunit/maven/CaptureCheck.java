package dev.tcpunit.maven;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges the connections of capture files by rules. */
final class CaptureCheck {
  private final List<Rule<Connection>> rules;
  private final Set<Integer> serverPorts;

  /**
   * Makes a check.
   *
   * @param rules all of which are judged for each connection
   * @param serverPorts judges only connections to these; empty for all
   */
  CaptureCheck(List<Rule<Connection>> rules, Set<Integer> serverPorts) {
    this.rules = rules;
    this.serverPorts = serverPorts;
  }

  CheckResults judge(List<Path> captures) throws IOException {
    List<CheckResults.Result> results = new ArrayList<>();
    Set<Integer> otherPorts = new TreeSet<>();
    for (Path capture : captures) {
      Trace trace = Traces.read(capture);
      for (Connection connection : trace.connections()) {
        int port = connection.server().port();
        if (serverPorts.isEmpty() || serverPorts.contains(port)) {
          rules.forEach(rule -> results.add(result(capture, rule.judge(connection))));
        } else {
          otherPorts.add(port);
        }
      }
    }
    return new CheckResults(captures.size(), List.copyOf(otherPorts), results);
  }

  private static CheckResults.Result result(Path capture, Verdict verdict) {
    return new CheckResults.Result(
        capture.toString(),
        verdict.subject(),
        verdict.rule(),
        verdict.outcome(),
        verdict.summary(),
        verdict.message());
  }
}
