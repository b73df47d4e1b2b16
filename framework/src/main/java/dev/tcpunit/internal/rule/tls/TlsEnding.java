package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.rule.HiddenAlert;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.TlsRecord;

/** What the last record of a side is, as far as that can be told without a key. */
enum TlsEnding {
  CLOSE_NOTIFY(""),
  ERROR_ALERT(""),
  /** No alert, and so neither close_notify nor an error. */
  NO_ALERT(""),
  SOME_ALERT(
      "the last record of the %s is an alert that is protected, and the other side did not answer"
          + " it by one as it does close_notify"),
  ALERT_OR_DATA(
      "the last record of the %s may be an alert or data: TLS 1.3 hides which; with TLS 1.2 it can"
          + " be told (-Djdk.tls.client.protocols=TLSv1.2)"),
  UNKNOWN_VERSION("the version of TLS is not known: it takes the server's hello");

  private final String doubt;

  TlsEnding(String doubt) {
    this.doubt = doubt;
  }

  /** Why it is not known what the record is; for the kinds that leave it open. */
  String doubt(String side) {
    return doubt.formatted(side);
  }

  boolean isKnown() {
    return doubt.isEmpty();
  }

  /** Tells what the last record of a side is, of which there is one. */
  static TlsEnding of(Connection connection, Role side) {
    TlsFlow flow = TlsFlow.of(connection, side);
    TlsRecord last = flow.flow().lastTlsRecord().orElseThrow();
    return switch (last.contentType()) {
      case TlsFlow.ALERT -> ofAlert(connection, side, last);
      case TlsFlow.APPLICATION_DATA -> ofData(flow, last);
      default -> NO_ALERT;
    };
  }

  private static TlsEnding ofAlert(Connection connection, Role side, TlsRecord alert) {
    if (alert.alertDescription() == TlsAlert.CLOSE_NOTIFY) {
      return CLOSE_NOTIFY;
    }
    if (alert.alertDescription() >= 0) {
      return TlsAlert.isError(alert.alertDescription()) ? ERROR_ALERT : NO_ALERT;
    }
    return isAnswered(connection, side) ? CLOSE_NOTIFY : SOME_ALERT;
  }

  /**
   * Of two alerts that end a connection both are close_notify: one is answered by one, and after an
   * error both sides send nothing more (RFC 5246 sections 7.2.1 and 7.2.2).
   */
  private static boolean isAnswered(Connection connection, Role side) {
    return connection
        .flow(side.peer())
        .lastTlsRecord()
        .filter(answer -> answer.contentType() == TlsFlow.ALERT)
        .filter(answer -> !TlsAlert.isError(answer.alertDescription()))
        .isPresent();
  }

  private static TlsEnding ofData(TlsFlow flow, TlsRecord last) {
    if (flow.isTls13().isEmpty()) {
      return UNKNOWN_VERSION;
    }
    return flow.isTls13().get() && HiddenAlert.mayBe(flow.flow(), last) ? ALERT_OR_DATA : NO_ALERT;
  }
}
