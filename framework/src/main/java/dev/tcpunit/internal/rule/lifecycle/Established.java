package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;

/** The handshake was completed and no side has closed. */
public final class Established implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "isEstablished";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.2";
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection opened = patience.await(connection, "its handshake", Lifetime::isOpened);
    ShouldHaveLived message = ShouldHaveLived.established(opened);
    if (opened.handshake().state() == Handshake.State.REFUSED) {
      return judgement.violatedByPresence(message.notOpened(Lifetime.words(opened)));
    }
    if (opened.teardown().first().isPresent()) {
      return judgement.violatedByPresence(message.otherwise(closed(opened)));
    }
    return switch (opened.handshake().state()) {
      case COMPLETED ->
          judgement.holds(message.so("the handshake was completed, no side has closed"));
      case NOT_CAPTURED -> judgement.cannotTell(message.otherwise("it was in use"), Doubt.OLDER);
      case UNANSWERED, INCOMPLETE, REFUSED ->
          judgement.violatedByAbsence(
              message.notOpened(Lifetime.words(opened)), Lifetime.tooSoon(opened));
    };
  }

  /** {@code the handshake was completed, and then the server was the first to close}. */
  private static String closed(Connection connection) {
    return "%s, and then the %s was the first to %s"
        .formatted(
            Lifetime.words(connection),
            Wording.side(connection.teardown().first().orElseThrow()),
            connection.teardown().state() == Teardown.State.RESET ? "close or abort" : "close");
  }
}
