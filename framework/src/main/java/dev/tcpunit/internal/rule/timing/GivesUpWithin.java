package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.GivingUp;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A side that is not answered any more gives the connection up in time. */
public final class GivesUpWithin extends StatedRule<Connection>
    implements WaitingRule<Connection>, TimedRule {
  private final Duration limit;

  public GivesUpWithin(Duration limit) {
    super(
        "givesUpWithin",
        "give up within " + Wording.limit(limit),
        "RFC 9293 s3.8.3",
        "who is not answered closes after R2, 100 s or more unless it is set");
    this.limit = limit;
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(
            captured,
            "a side to give up",
            c ->
                c.teardown().state() != Teardown.State.OPEN
                    || c.durationNanos() > captured.durationNanos() + limit.toNanos());
    Finding finding = expecting(connection);
    Optional<String> doubt = Doubt.of(connection);
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    List<GivingUp> waits = GivingUp.of(connection);
    if (waits.isEmpty()) {
      return judgement.cannotTell(
          finding, "no side was left without an answer until it sent again");
    }
    Optional<GivingUp> late =
        waits.stream()
            .filter(wait -> wait.nanos() > limit.toNanos())
            .max(Comparator.comparingLong(GivingUp::nanos));
    if (late.isPresent()) {
      return judgement.violatedByAbsence(
          tooLate(connection, late.get()), Doubt.unseen(connection.flow(late.get().side().peer())));
    }
    return judgement.holds(
        finding.but(Wording.join(waits.stream().map(GivesUpWithin::words).toList())),
        waits.stream().flatMap(wait -> open(connection, wait).stream()).findFirst());
  }

  /** Why a wait may still go on, or its end may not have been seen. */
  private static Optional<String> open(Connection connection, GivingUp wait) {
    return switch (wait.how()) {
      case RESET, CLOSE -> Optional.empty();
      case SILENCE -> Doubt.notBesideSender(connection.flow(wait.side()));
      case NOT_YET ->
          Optional.of(
              "the capture ended %s after the %s had last sent, and it may send again"
                  .formatted(
                      Wording.time(wait.watchedNanos() - wait.nanos()), Wording.side(wait.side())));
    };
  }

  private static String words(GivingUp wait) {
    String side = "the " + Wording.side(wait.side());
    String after = " after " + Wording.time(wait.nanos());
    return switch (wait.how()) {
      case RESET -> side + " gave up by RST" + after;
      case CLOSE -> side + " gave up by FIN" + after;
      case SILENCE -> side + " sent nothing more" + after;
      case NOT_YET -> side + " still tried" + after;
    };
  }

  private Finding tooLate(Connection connection, GivingUp late) {
    return expecting(connection)
        .but(words(late))
        .timedOffenders(
            connection,
            List.of(late.since(), late.end()),
            s -> s.equals(late.since()) ? "not answered" : "")
        .fact("evidence", late.waited())
        .lookFor(Remedy.GIVE_UP);
  }
}
