package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.function.Predicate;

/** A kind of retransmission that no flow should need, each with the assertion that forbids it. */
public enum ResendFault {
  TIMEOUT(
      "hasNoTimeoutRetransmissions",
      "have no retransmission by time-out",
      "sent again because the retransmission timer ran out",
      s -> is(s, RetransmissionCause.TIMEOUT) || is(s, RetransmissionCause.SYN),
      "RFC 6298 s5.4",
      "when the timer runs out, the earliest segment that is not acknowledged is sent again"),
  FAST(
      "hasNoFastRetransmissions",
      "have no fast retransmission",
      "sent again because the receiver reported a gap",
      s -> is(s, RetransmissionCause.FAST),
      "RFC 5681 s3.2",
      "three duplicate ACKs, or SACK (RFC 6675, RFC 8985), have a segment sent again at once"),
  TAIL_LOSS_PROBE(
      "hasNoTailLossProbes",
      "have no tail loss probe",
      "sent again to probe for the loss of the tail",
      s -> is(s, RetransmissionCause.TAIL_LOSS_PROBE),
      "RFC 8985 s7",
      "where no ACK of the last segments comes in time, the last one is sent again"),
  SPURIOUS(
      "hasNoSpuriousRetransmissions",
      "have no spurious retransmission",
      "sent again though the bytes had arrived",
      s -> s.has(SegmentFinding.SPURIOUS),
      "RFC 2883 s4",
      "a receiver reports by DSACK what it received twice: it need not have been sent again");

  private final String assertion;
  private final String expectation;
  private final String description;
  private final Predicate<Segment> filter;
  private final String source;
  private final String words;

  ResendFault(
      String assertion,
      String expectation,
      String description,
      Predicate<Segment> filter,
      String source,
      String words) {
    this.assertion = assertion;
    this.expectation = expectation;
    this.description = description;
    this.filter = filter;
    this.source = source;
    this.words = words;
  }

  private static boolean is(Segment segment, RetransmissionCause cause) {
    return segment.cause().filter(c -> c == cause).isPresent();
  }

  public String assertion() {
    return assertion;
  }

  public boolean isIn(Segment resend) {
    return filter.test(resend);
  }

  public String source() {
    return source;
  }

  String expectation() {
    return expectation;
  }

  String description() {
    return description;
  }

  String words() {
    return words;
  }
}
