package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.SimpleRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.util.List;
import java.util.stream.Stream;

/** Both SYN and SYN-ACK carry an option. */
final class NegotiatedOption {
  private NegotiatedOption() {}

  static Rule<Connection> of(Negotiable option) {
    return new SimpleRule<>(
        option.assertion(), option.source(), connection -> judge(option, connection));
  }

  private static Verdict judge(Negotiable option, Connection connection) {
    Judgement judgement = new Judgement(option.assertion());
    ShouldHaveNegotiated message = ShouldHaveNegotiated.option(connection, option);
    List<Role> without =
        Stream.of(Role.values())
            .filter(
                side -> {
                  Flow flow = connection.flow(side);
                  return Stream.of(flow, flow.asReceived())
                      .flatMap(place -> place.synOptions().stream())
                      .anyMatch(offer -> !option.isIn(offer));
                })
            .toList();
    if (!without.isEmpty()) {
      return judgement.violatedByPresence(message.notOffered(without, option));
    }
    return Offers.areCaptured(connection)
        ? judgement.provenByPresence(message.agreed("both sides offered it"))
        : judgement.cannotTell(message.agreed(""), Offers.NOT_CAPTURED);
  }
}
