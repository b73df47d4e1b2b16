package dev.tcpunit.trace;

/**
 * What the ClientHello or ServerHello with which a flow begins TLS says (RFC 8446 section 4.1),
 * where its payload was captured.
 *
 * @param random its random, 64 hexadecimal digits; that of the client is the name by which key logs
 *     know a session (RFC 9850)
 * @param version the version that the server chose, or the latest that the client offers, as it is
 *     written: 0x0303 is TLS 1.2, 0x0304 is TLS 1.3; 0 where the first record does not hold the
 *     whole message
 */
public record TlsHello(String random, int version) {
  /** TLS 1.3 as it is written (RFC 8446 section 4.2.1). */
  private static final int TLS_1_3 = 0x0304;

  /** RFC 8446 section 4.1.3: the SHA-256 of "HelloRetryRequest". */
  private static final String RETRY =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

  /**
   * Whether it is of TLS 1.3.
   *
   * @return true if the server chose that, or the client offers it
   */
  public boolean isTls13() {
    return version == TLS_1_3;
  }

  /**
   * Whether the server asks the client for another ClientHello, which costs a round trip (RFC 8446
   * section 4.1.4).
   *
   * @return true for a HelloRetryRequest
   */
  public boolean isRetryRequest() {
    return random.equals(RETRY);
  }
}
