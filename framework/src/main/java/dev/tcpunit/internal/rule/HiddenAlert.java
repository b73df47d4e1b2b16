package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.TlsRecord;

/**
 * TLS 1.3 hides which of its records are alerts, and their length too where a sender pads (RFC 8446
 * section 5.4): the JDK adds 16 bytes to each record, OpenSSL fills blocks where it is told to.
 * However it pads, what is longer does not become shorter.
 */
public final class HiddenAlert {
  private static final int APPLICATION_DATA = 23;

  /** An alert has two bytes, and nothing is shorter by more. */
  private static final int ALERT = 2;

  private HiddenAlert() {}

  /** Whether a record of a side may be an alert: then none of that side is shorter by more. */
  public static boolean mayBe(Flow flow, TlsRecord record) {
    return record.contentType() == APPLICATION_DATA
        && flow.tlsRecords().stream()
            .filter(other -> other.contentType() == APPLICATION_DATA)
            .allMatch(other -> other.length() + ALERT >= record.length());
  }
}
