package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SynOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Both SYN and SYN-ACK carry an option. */
final class NegotiatedOption extends NegotiationRule {
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

  /** What turns it off on a Linux host. */
  private final String setting;

  private final Predicate<SynOptions> isOffered;

  private NegotiatedOption(
      String assertion,
      String source,
      String what,
      String setting,
      Predicate<SynOptions> isOffered) {
    super(assertion, what, source);
    this.setting = setting;
    this.isOffered = isOffered;
  }

  @Override
  public Verdict judge(Connection connection) {
    List<Role> stripped = those(connection, this::isStripped);
    List<Role> without = those(connection, flow -> isMissing(flow) && !isStripped(flow));
    if (!without.isEmpty() || !stripped.isEmpty()) {
      return judgement.violatedByPresence(lacking(connection, without, stripped));
    }
    return Doubt.ofOffers(connection)
        .map(doubt -> judgement.cannotTell(offers(connection), doubt))
        .orElseGet(
            () -> judgement.provenByPresence(offers(connection).but("both sides offered it")));
  }

  private static List<Role> those(Connection connection, Predicate<Flow> wanted) {
    return Stream.of(Role.values()).filter(side -> wanted.test(connection.flow(side))).toList();
  }

  private Finding lacking(Connection connection, List<Role> without, List<Role> stripped) {
    List<String> words = new ArrayList<>();
    stripped.forEach(
        side -> words.add("the offer of the " + Wording.side(side) + " did not arrive"));
    if (!without.isEmpty()) {
      List<String> sides = without.stream().map(side -> "the " + Wording.side(side)).toList();
      words.add(Wording.join(sides) + " did not offer it");
    }
    return different(connection, String.join(", and ", words))
        .fact(
            "look for",
            stripped.isEmpty()
                ? setting + " on that host, or a middlebox that strips options"
                : "a middlebox that strips options");
  }

  /** It was offered where the SYN was sent, and no more where it arrived. */
  private boolean isStripped(Flow flow) {
    return flow.synOptions().filter(isOffered).isPresent() && isMissing(flow.asReceived());
  }

  /** A captured SYN of the flow lacks the option, as it was sent or as it arrived. */
  private boolean isMissing(Flow flow) {
    return Stream.of(flow, flow.asReceived())
        .flatMap(place -> place.synOptions().stream())
        .anyMatch(offer -> !isOffered.test(offer));
  }
}
