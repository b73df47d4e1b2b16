package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule about what the two ends agreed on by the offers in SYN and SYN-ACK. */
abstract class NegotiationRule extends StatedRule<Connection> {
  /** Takes words for what the ends are expected to have negotiated. */
  NegotiationRule(String assertion, String what, String source) {
    super(
        assertion,
        "have negotiated " + what,
        source,
        "it is in force where both SYN and SYN-ACK offer it");
  }

  /** Why the flags and the data of the SYNs cannot be told. */
  static Optional<String> doubtOfSyns(Connection connection) {
    return Doubt.ofSyns(connection)
        .or(() -> connection.keepsSegments() ? Optional.empty() : Optional.of(Doubt.NO_SEGMENTS));
  }

  static List<Segment> syns(Connection connection) {
    return connection.segments().stream().filter(s -> s.has(TcpFlags.SYN)).toList();
  }

  /** The MSS that a captured SYN announces; without the option 536, over IPv6 1220 (MUST-15). */
  static int maximumSegmentSize(Flow flow) {
    int byDefault = flow.source().isIpv6() ? 1220 : 536;
    return flow.asReceived().synOptions().orElseThrow().maximumSegmentSize().orElse(byDefault);
  }

  /** What the SYNs say, each by itself: in whatever order they were captured. */
  final Finding offers(Connection connection) {
    return expecting(connection).inAnyOrder();
  }

  final Finding different(Connection connection, String how) {
    return offers(connection)
        .but(how)
        .offenders(connection, syns(connection), syn -> offer(connection, syn));
  }

  /** {@code offers mss 65495, wscale 7, sackOK, TS}. */
  private static String offer(Connection connection, Segment syn) {
    return connection.flow(syn.from()).synOptions().map(NegotiationRule::offer).orElse("");
  }

  private static String offer(SynOptions options) {
    List<String> words = new ArrayList<>();
    options.maximumSegmentSize().ifPresent(mss -> words.add("mss " + mss));
    options.windowScale().ifPresent(shift -> words.add("wscale " + shift));
    if (options.sackPermitted()) {
      words.add("sackOK");
    }
    if (options.timestamps()) {
      words.add("TS");
    }
    if (options.fastOpen()) {
      words.add("TFO");
    }
    if (options.mptcp()) {
      words.add("MPTCP");
    }
    return words.isEmpty() ? "offers nothing" : "offers " + String.join(", ", words);
  }
}
