package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Both SYN and SYN-ACK carry an option.
 *
 * @param what the option in words
 * @param setting what turns it off on a Linux host
 */
record NegotiatedOption(
    String name, String source, String what, String setting, Predicate<SynOptions> isOffered)
    implements Rule<Connection> {
  static final NegotiatedOption WINDOW_SCALING =
      new NegotiatedOption(
          "negotiatedWindowScaling",
          "RFC 7323 s2.2",
          "window scaling",
          "net.ipv4.tcp_window_scaling",
          offer -> offer.windowScale().isPresent());

  static final NegotiatedOption TIMESTAMPS =
      new NegotiatedOption(
          "negotiatedTimestamps",
          "RFC 7323 s3.2",
          "timestamps",
          "net.ipv4.tcp_timestamps",
          SynOptions::timestamps);

  static final NegotiatedOption SACK =
      new NegotiatedOption(
          "negotiatedSack",
          "RFC 2018 s2",
          "selective acknowledgement",
          "net.ipv4.tcp_sack",
          SynOptions::sackPermitted);

  @Override
  public Verdict judge(Connection connection) {
    Judgement judgement = new Judgement(name);
    Negotiation negotiation = new Negotiation(connection, what, source);
    List<String> without =
        Stream.of(Role.values())
            .filter(side -> isMissing(connection.flow(side)))
            .map(side -> "the " + Wording.side(side))
            .toList();
    if (!without.isEmpty()) {
      return judgement.violatedByPresence(
          negotiation
              .different(Wording.join(without) + " did not offer it")
              .fact("look for", setting + " on that host, or a middlebox that strips options"));
    }
    return Doubt.ofOffers(connection)
        .map(doubt -> judgement.cannotTell(negotiation.unknown(), doubt))
        .orElseGet(() -> judgement.provenByPresence(negotiation.agreed("both sides offered it")));
  }

  /** A captured SYN of the flow lacks the option, as it was sent or as it arrived. */
  private boolean isMissing(Flow flow) {
    return Stream.of(flow, flow.asReceived())
        .flatMap(place -> place.synOptions().stream())
        .anyMatch(offer -> !isOffered.test(offer));
  }
}
