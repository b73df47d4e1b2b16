package dev.tcpunit.trace;

/**
 * Where a TLS record stands in a flow whose payload was captured (RFC 8446 section 5.1). Offsets
 * are those of {@link Segment}. Nothing of its content is kept but what an alert says in the clear.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 * @param contentType what it carries: 20 (change_cipher_spec), 21 (alert), 22 (handshake), 23
 *     (application_data) or 24 (heartbeat); what TLS 1.3 protects is 23, whatever it is
 * @param alertDescription what an alert says that is not protected, such as 0 (close_notify) or 40
 *     (handshake_failure), RFC 8446 section 6; -1 for all else
 */
public record TlsRecord(long start, long end, int contentType, int alertDescription) {
  private static final int ALERT = 21;
  private static final int APPLICATION_DATA = 23;

  /** A header of 5 bytes, an alert of 2, its type, and a tag of 16 (RFC 8446 section 5.2). */
  private static final int PROTECTED_ALERT = 24;

  /**
   * Whether it is an alert, such as close_notify (RFC 8446 section 6): by its type or, where TLS
   * 1.3 hides that, by the length that a protected alert has. Application data of 2 bytes is as
   * long, and passes for one.
   *
   * @return true for what is an alert or as long as one
   */
  public boolean isAlert() {
    return contentType == ALERT || contentType == APPLICATION_DATA && length() == PROTECTED_ALERT;
  }

  /**
   * How long it is, with its header and with what protects it.
   *
   * @return bytes, at least 5
   */
  public long length() {
    return end - start;
  }
}
