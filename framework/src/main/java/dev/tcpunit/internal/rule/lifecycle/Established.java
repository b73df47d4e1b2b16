package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.message.lifecycle.ShouldHaveLived;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.Patience;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.internal.rule.WaitingRule;
import dev.tcpunit.trace.Connection;

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
    if (opened.teardown().first().isPresent()) {
      return judgement.violatedByPresence(
          message.otherwise(Lifetime.words(opened) + ", and then a side closed"));
    }
    return switch (opened.handshake().state()) {
      case COMPLETED ->
          judgement.holds(message.so("the handshake was completed, no side has closed"));
      case NOT_CAPTURED -> judgement.cannotTell(message.otherwise("it was in use"), Doubt.OLDER);
      case REFUSED -> judgement.violatedByPresence(message.otherwise(Lifetime.words(opened)));
      case UNANSWERED, INCOMPLETE ->
          judgement.violatedByAbsence(
              message.otherwise(Lifetime.words(opened)), Lifetime.tooSoon(opened));
    };
  }
}
