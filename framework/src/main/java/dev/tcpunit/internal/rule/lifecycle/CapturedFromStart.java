package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;

/** The SYN is in the capture. */
final class CapturedFromStart implements Rule<Connection> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "wasCapturedFromStart";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.5";
  }

  @Override
  public Verdict judge(Connection connection) {
    Life life =
        new Life(
            connection, "be captured from its start", source(), "a connection starts with a SYN");
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? judgement.violatedByPresence(life.instead("its SYN is not in the capture"))
        : judgement.provenByPresence(life.was("its SYN was captured"));
  }
}
