package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Function;

/** Messages of {@code hasMonotonicAcks} and {@code hasNoAcksOfUnsentData}. */
public final class ShouldHaveSoundAcks {
  public static final String SOURCE = "RFC 9293 s3.4";

  private final Flow flow;
  private final String expectation;
  private final String rule;

  private ShouldHaveSoundAcks(Flow flow, String expectation, String rule) {
    this.flow = flow;
    this.expectation = expectation;
    this.rule = rule;
  }

  public static ShouldHaveSoundAcks monotonic(Flow flow) {
    return new ShouldHaveSoundAcks(
        flow,
        "never take an acknowledgement back",
        "what is acknowledged stays so: RCV.NXT only grows");
  }

  public static ShouldHaveSoundAcks ofSentData(Flow flow) {
    return new ShouldHaveSoundAcks(
        flow,
        "acknowledge nothing that was not sent",
        "an ACK lies between SND.UNA and SND.NXT of the peer");
  }

  public Finding found(String what, List<Segment> acks, Function<Segment, String> note) {
    return message()
        .but("%s %s".formatted(Wording.count(acks.size(), "ACK"), what))
        .offenders(flow.connection(), acks, s -> acks.contains(s) ? note.apply(s) : "");
  }

  public Finding none() {
    return message().but("none of " + Wording.count(flow.segments(), "segment") + " does");
  }

  public Finding message() {
    return Finding.expecting(flow, expectation).rule(SOURCE, rule);
  }
}
