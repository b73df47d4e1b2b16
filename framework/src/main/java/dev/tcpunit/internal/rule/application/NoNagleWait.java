package dev.tcpunit.internal.rule.application;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.NagleWait;
import dev.tcpunit.internal.rule.Content;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Optional;

/** No small segment was held back until an ACK came, whether that ACK was delayed or not. */
final class NoNagleWait extends StatedRule<Connection> implements TimedRule {
  NoNagleWait() {
    super(
        "hasNoNagleWait",
        "hold back no small segment until an ACK comes",
        "RFC 9293 s3.7.4, RFC 896",
        "a small segment waits until all before it is acknowledged; an application can turn this"
            + " off");
  }

  @Override
  public Verdict judge(Connection connection) {
    Optional<String> doubt = Doubt.ofBothFlows(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(connection), doubt.get());
    }
    Finding none = expecting(connection).but("none was seen to wait");
    Optional<String> open = Doubt.cutOffers(connection);
    for (Flow flow : connection.flows()) {
      List<NagleWait> waits = FlowDynamics.of(flow).nagleWaits();
      List<NagleWait> proven = waits.stream().filter(NagleWait::proven).toList();
      Optional<String> unseen =
          flow.dataSegments() > 1 ? Doubt.notBesideSender(flow) : Optional.empty();
      if (!proven.isEmpty() && open.isEmpty() && unseen.isEmpty()) {
        return judgement.violatedByAbsence(waited(connection, flow, proven));
      }
      open = open.or(() -> unseen).or(() -> waits.stream().findFirst().map(NoNagleWait::unknown));
    }
    return judgement.holds(none, open);
  }

  private static String unknown(NagleWait wait) {
    return "#%d left with the ACK in #%d, but may have been written just then, or have waited for"
            .formatted(wait.held().frame(), wait.acknowledgement().frame())
        + " the congestion window or room in the send buffer";
  }

  private Finding waited(Connection connection, Flow flow, List<NagleWait> waits) {
    NagleWait first = waits.get(0);
    String side = Wording.side(flow.sender());
    long all = waits.stream().mapToLong(NagleWait::nanos).sum();
    return expecting(connection)
        .but(
            "%s a small segment of the %s waited for an ACK, %s"
                .formatted(
                    Wording.times(waits.size()),
                    side,
                    (waits.size() == 1 ? "for at most %s" : "at most %s in all")
                        .formatted(Wording.time(all))))
        .timedOffenders(
            flow.connection(),
            List.of(first.before(), first.acknowledgement(), first.held()),
            s -> Content.noted(flow, s, s.equals(first.held()) ? "held back until then" : ""))
        .fact("evidence", "it left with the ACK of all before it, and the window had had room")
        .cause("the " + side + " wrote its message in several small pieces", Certainty.LIKELY)
        .lookFor(Remedy.NO_DELAY);
  }
}
