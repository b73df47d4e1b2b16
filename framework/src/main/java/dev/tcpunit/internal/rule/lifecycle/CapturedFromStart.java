package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;

/** The SYN is in the capture. */
public final class CapturedFromStart implements Rule<Connection> {
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
    ShouldHaveLived message = ShouldHaveLived.capturedFromStart(connection);
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? judgement.violatedByPresence(message.otherwise("its SYN is not in the capture"))
        : judgement.provenByPresence(message.so("its SYN was captured"));
  }
}
