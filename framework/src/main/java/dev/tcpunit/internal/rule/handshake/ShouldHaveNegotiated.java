package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;
import java.util.ArrayList;
import java.util.List;

/** Messages of the assertions on what the ends negotiated. */
public final class ShouldHaveNegotiated {
  private final Connection connection;
  private final String what;
  private final String source;

  public ShouldHaveNegotiated(Connection connection, String what, String source) {
    this.connection = connection;
    this.what = what;
    this.source = source;
  }

  public static ShouldHaveNegotiated option(Connection connection, Negotiable option) {
    return new ShouldHaveNegotiated(connection, option.words(), option.source());
  }

  public Finding agreed(String how) {
    return message().but(how);
  }

  /** These sides did not offer the option. */
  public Finding notOffered(List<Role> sides, Negotiable option) {
    List<String> names = sides.stream().map(side -> "the " + Wording.side(side)).toList();
    return different(Wording.join(names) + " did not offer it")
        .fact("look for", option.setting() + " on that host, or a middlebox that strips options");
  }

  public Finding different(String how) {
    return message()
        .but(how)
        .offenders(connection, HandshakeSegments.syns(connection), this::offer);
  }

  /** {@code offers mss 65495, wscale 7, sackOK, TS}. */
  private String offer(Segment syn) {
    return connection.flow(syn.from()).synOptions().map(ShouldHaveNegotiated::offer).orElse("");
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
    return words.isEmpty() ? "offers nothing" : "offers " + String.join(", ", words);
  }

  private Finding message() {
    return Finding.expecting(connection, "have negotiated " + what)
        .rule(source, "it is in force where both SYN and SYN-ACK offer it");
  }
}
