package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages of the assertions on how losses are repaired. */
public final class ShouldRecover {
  public static final String BY_SOURCE = "RFC 5681 s3.2, RFC 6298 s5, RFC 8985 s7";
  public static final String WITHIN_SOURCE = "RFC 6675 s5";

  private final Flow flow;
  private final Finding message;

  private ShouldRecover(Flow flow, Finding message) {
    this.flow = flow;
    this.message = message;
  }

  public static ShouldRecover by(RetransmissionCause cause, Flow flow) {
    Finding message =
        Finding.expecting(flow, "recover from losses by " + words(cause))
            .rule(
                BY_SOURCE,
                "duplicate ACKs or SACK show a gap sooner than a timer; without them a timer does");
    return new ShouldRecover(flow, message);
  }

  public static ShouldRecover within(Duration limit, Flow flow) {
    Finding message =
        Finding.expecting(flow, "recover from each loss within " + Wording.time(limit.toNanos()))
            .rule(
                WITHIN_SOURCE,
                "a recovery ends when all that was under way at its beginning is acknowledged");
    return new ShouldRecover(flow, message);
  }

  public Finding nothingLost() {
    return message.but("nothing was sent again");
  }

  /** What it did; nothing to find fault with. */
  public Finding seen(List<Recovery> recoveries) {
    return message.but(count(recoveries.size()) + " by " + words(recoveries.get(0).cause()));
  }

  private static String count(int recoveries) {
    return recoveries == 1 ? "1 recovery" : recoveries + " recoveries";
  }

  /** These began in another way, or the timer had to help. */
  public Finding otherwise(List<Recovery> wrong, int of) {
    return message
        .but(wrong.size() + " of " + count(of) + " went otherwise")
        .timedOffenders(flow.connection(), firsts(wrong), s -> note(s, wrong));
  }

  public Finding undecided(List<Recovery> open) {
    return message
        .but("%d began in a way that is not known".formatted(open.size()))
        .offenders(flow.connection(), firsts(open));
  }

  /** These took longer than allowed, or have not ended. */
  public Finding tooLong(List<Recovery> slow, int of) {
    Recovery first = slow.get(0);
    OptionalLong took = first.durationNanos();
    return message
        .but(slow.size() + " of " + count(of) + " took longer")
        .timedOffenders(flow.connection(), firsts(slow), s -> duration(s, slow))
        .fact(
            "evidence",
            "#%d began a recovery by %s, %s sent again; %s"
                .formatted(
                    first.first().frame(),
                    words(first.cause()),
                    Wording.count(first.resends().size(), "segment"),
                    took.isEmpty()
                        ? "it did not end within " + watched(first)
                        : "#%d ended it, %s later"
                            .formatted(
                                first.end().orElseThrow().frame(),
                                Wording.time(took.getAsLong()))));
  }

  private String watched(Recovery recovery) {
    long end = flow.connection().trace().endNanos();
    return Wording.time(end - recovery.first().timeNanos());
  }

  private static String duration(Segment segment, List<Recovery> slow) {
    return find(segment, slow)
        .map(
            r ->
                r.durationNanos().isEmpty()
                    ? "not recovered from"
                    : "took " + Wording.time(r.durationNanos().getAsLong()))
        .orElse("");
  }

  private static String note(Segment segment, List<Recovery> wrong) {
    return find(segment, wrong)
        .map(
            r ->
                r.timeouts().isEmpty() || r.cause() == RetransmissionCause.TIMEOUT
                    ? words(r.cause())
                    : words(r.cause()) + ", and then time-out")
        .orElse("");
  }

  private static Optional<Recovery> find(Segment segment, List<Recovery> recoveries) {
    return recoveries.stream().filter(r -> r.first().equals(segment)).findFirst();
  }

  private static List<Segment> firsts(List<Recovery> recoveries) {
    return recoveries.stream().map(Recovery::first).toList();
  }

  private static String words(RetransmissionCause cause) {
    return switch (cause) {
      case FAST -> "fast retransmit";
      case TIMEOUT -> "time-out";
      case TAIL_LOSS_PROBE -> "tail loss probe";
      case SYN -> "a SYN again";
      case FIN -> "a FIN again";
      case UNKNOWN -> "a way that is not known";
    };
  }
}
