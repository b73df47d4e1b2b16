package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each side that sent FIN had said by close_notify that its data ends here. */
final class CloseNotifyBeforeFin extends StatedRule<Connection> implements WaitingRule<Connection> {
  CloseNotifyBeforeFin() {
    super(
        "hasTlsCloseNotifyBeforeFin",
        "have a close_notify before each FIN",
        "RFC 8446 s6.1, RFC 5246 s7.2.1",
        "a side that has no more to send says so by close_notify, or its peer takes what it got for"
            + " cut off");
  }

  @Override
  public Verdict judge(Connection captured, Patience patience) {
    Connection connection =
        patience.await(captured, "its close to be complete", CloseNotifyBeforeFin::isOver);
    List<Flow> closed =
        connection.flows().stream().filter(flow -> flow.finOffset().isPresent()).toList();
    if (closed.isEmpty()) {
      return judgement.cannotTell(expecting(connection), "no side is seen to have sent FIN");
    }
    Optional<String> unknown =
        closed.stream().flatMap(flow -> unread(connection, flow)).findFirst();
    if (unknown.isPresent()) {
      return judgement.cannotTell(expecting(connection), unknown.get());
    }
    List<Flow> silent = closed.stream().filter(flow -> isSilent(connection, flow)).toList();
    return silent.isEmpty() ? sent(connection, closed) : cutOff(connection, silent);
  }

  private static boolean isOver(Connection connection) {
    Teardown.State state = connection.teardown().state();
    return state == Teardown.State.CLEAN || state == Teardown.State.RESET;
  }

  private static Stream<String> unread(Connection connection, Flow flow) {
    return TlsFlow.of(connection, flow.sender()).doubt().stream();
  }

  private static boolean isSilent(Connection connection, Flow flow) {
    TlsEnding ending = TlsEnding.of(connection, flow.sender());
    return ending == TlsEnding.NO_ALERT || ending == TlsEnding.ERROR_ALERT;
  }

  private Verdict sent(Connection connection, List<Flow> closed) {
    for (Flow flow : closed) {
      TlsEnding ending = TlsEnding.of(connection, flow.sender());
      if (!ending.isKnown()) {
        return judgement.cannotTell(
            expecting(connection), ending.doubt(Wording.side(flow.sender())));
      }
    }
    String sides = Wording.join(closed.stream().map(f -> Wording.side(f.sender())).toList());
    return judgement.holds(
        expecting(connection).but("the last record of %s is close_notify".formatted(sides)),
        Doubt.unseenFin(connection));
  }

  private Verdict cutOff(Connection connection, List<Flow> silent) {
    Role side = first(connection, silent).sender();
    TlsFlow flow = TlsFlow.of(connection, side);
    TlsRecord last = flow.flow().lastTlsRecord().orElseThrow();
    Finding finding =
        expecting(connection)
            .but(
                "the last record of the %s before its FIN is %s"
                    .formatted(Wording.side(side), TlsFlow.words(last)));
    return judgement.violatedByAbsence(
        connection.keepsSegments() ? shown(finding, connection, flow, last) : finding);
  }

  /** A side that sent an error alert, if any: that is why the other sent no close_notify. */
  private static Flow first(Connection connection, List<Flow> silent) {
    return silent.stream()
        .filter(flow -> TlsEnding.of(connection, flow.sender()) == TlsEnding.ERROR_ALERT)
        .findFirst()
        .orElse(silent.get(0));
  }

  private static Finding shown(
      Finding finding, Connection connection, TlsFlow flow, TlsRecord last) {
    Stream<Segment> fin = Closing.of(connection).fin(flow.flow().sender()).stream();
    List<Segment> segments = Stream.concat(flow.segmentOf(last).stream(), fin).distinct().toList();
    Finding told =
        finding.offenders(
            connection,
            segments,
            s -> s.end() >= last.end() && s.length() > 0 ? "the last record" : "");
    return new TlsHandshake(connection).isComplete()
        ? told.lookFor(Remedy.CLOSE_TLS)
        : told.fact("evidence", "the handshake was not completed");
  }
}
