package dev.tcpunit.examples;

import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.trace.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every rule of the catalogue, asked of an upload that nothing is wrong with. */
public final class HealthyRules {
  /** These ask for what an upload may do, and are violated by one that does not. */
  private static final Map<String, String> NOT_DONE =
      Map.of(
          "isEstablished", "it has been closed",
          "wasRefused", "it was accepted",
          "wasClosedSimultaneously", "one side waited for the other's FIN",
          "negotiatedEcn", "Linux asks for ECN only if net.ipv4.tcp_ecn is 1",
          "negotiatedAccurateEcn", "Linux asks for it only if net.ipv4.tcp_ecn is 3",
          "usedFastOpen", "no library here asks for it",
          "usedMptcp", "Java's sockets are of TCP",
          "waitsForContinue", "no library here sends Expect: 100-continue unless told to");

  /** These are true of uploads that nothing is wrong with, depending on what ran when. */
  private static final Map<String, String> MAY_HAPPEN =
      Map.of(
          "isNotWindowLimited", "Linux offers 64 KiB, and more only as the server reads",
          "acknowledgesEverySecondFullSegment",
              "Linux answers all that came while the server's thread read by one ACK"
                  + " (net.ipv4.tcp_backlog_ack_defer)",
          "hasNoZeroWindow",
              "64 KiB are full if the server's thread does not have its turn in time",
          "hasNoUnexplainedStall", "on a busy machine a thread waits for its turn; no packet says",
          "hasNoSlowStartRestart", "and if that takes longer than a time-out, it begins slowly");

  private HealthyRules() {}

  /** Rules that may be violated by an upload that nothing is wrong with, and these. */
  static Map<String, String> explained(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(NOT_DONE);
    all.putAll(MAY_HAPPEN);
    all.putAll(more);
    return all;
  }

  /**
   * What the violated rules say, those left out that are explained.
   *
   * @param upload a healthy one
   * @param explained rules that it breaks, with the reason why that is right
   */
  public static List<String> violated(Connection upload, Map<String, String> explained) {
    Map<String, String> all = explained(explained);
    Stream<Verdict> ofConnection = Rules.ofConnection().stream().map(rule -> rule.judge(upload));
    Stream<Verdict> ofFlows =
        upload.flows().stream()
            .flatMap(flow -> Rules.ofFlow().stream().map(rule -> rule.judge(flow)));
    Stream<Verdict> ofTrace = Rules.ofTrace().stream().map(rule -> rule.judge(upload.trace()));
    return Stream.of(ofConnection, ofFlows, ofTrace)
        .flatMap(verdicts -> verdicts)
        .filter(verdict -> verdict.outcome() == Outcome.VIOLATED)
        .filter(verdict -> !all.containsKey(verdict.rule()))
        .map(verdict -> verdict.rule() + ":\n" + verdict.message())
        .toList();
  }
}
