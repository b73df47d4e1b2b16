package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;

/** The SYN is in the capture. */
final class CapturedFromStart extends StatedRule<Connection> {
  CapturedFromStart() {
    super(
        "wasCapturedFromStart",
        "be captured from its start",
        "RFC 9293 s3.5",
        "a connection starts with a SYN");
  }

  @Override
  public Verdict judge(Connection connection) {
    Life life = new Life(connection, expecting(connection).onTheWire());
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? judgement.violatedByPresence(life.instead("its SYN is not in the capture"))
        : judgement.provenByPresence(life.was("its SYN was captured"));
  }
}
