package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;

/** The SYN was answered by RST. */
public final class Refused implements WaitingRule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasRefused";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.5.2";
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Connection answered = patience.await(connection, "an answer to its SYN", Lifetime::isOpened);
    ShouldHaveLived message = ShouldHaveLived.refused(answered);
    return switch (answered.handshake().state()) {
      case REFUSED -> judgement.provenByPresence(message.so("the SYN was answered by RST"));
      case UNANSWERED ->
          judgement.violatedByAbsence(
              message.notOpened(Lifetime.words(answered)), Lifetime.tooSoon(answered));
      case NOT_CAPTURED, COMPLETED, INCOMPLETE ->
          judgement.violatedByPresence(message.otherwise(Lifetime.words(answered)));
    };
  }
}
