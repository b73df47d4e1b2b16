package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.trace.SynOptions;
import java.util.function.Predicate;

/** What the two ends agree on by an option in both SYN and SYN-ACK. */
public enum Negotiable {
  WINDOW_SCALING(
      "negotiatedWindowScaling",
      "window scaling",
      "RFC 7323 s2.2",
      "net.ipv4.tcp_window_scaling",
      offer -> offer.windowScale().isPresent()),
  TIMESTAMPS(
      "negotiatedTimestamps",
      "timestamps",
      "RFC 7323 s3.2",
      "net.ipv4.tcp_timestamps",
      SynOptions::timestamps),
  SACK(
      "negotiatedSack",
      "selective acknowledgement",
      "RFC 2018 s2",
      "net.ipv4.tcp_sack",
      SynOptions::sackPermitted);

  private final String assertion;
  private final String words;
  private final String source;
  private final String setting;
  private final Predicate<SynOptions> offered;

  Negotiable(
      String assertion,
      String words,
      String source,
      String setting,
      Predicate<SynOptions> offered) {
    this.assertion = assertion;
    this.words = words;
    this.source = source;
    this.setting = setting;
    this.offered = offered;
  }

  /** The name of the assertion that asks for it. */
  public String assertion() {
    return assertion;
  }

  public String source() {
    return source;
  }

  public boolean isIn(SynOptions offer) {
    return offered.test(offer);
  }

  String words() {
    return words;
  }

  String setting() {
    return setting;
  }
}
