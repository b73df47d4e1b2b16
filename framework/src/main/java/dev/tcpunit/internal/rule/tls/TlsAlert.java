package dev.tcpunit.internal.rule.tls;

import java.util.Map;
import java.util.Set;

/** What an alert says (RFC 8446 section 6, and RFC 5246 section 7.2 for older versions). */
final class TlsAlert {
  static final int CLOSE_NOTIFY = 0;

  /** A side cancels a handshake, or does not want another: no error. */
  private static final Set<Integer> NO_ERROR = Set.of(CLOSE_NOTIFY, 90, 100);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(CLOSE_NOTIFY, "close_notify"),
          Map.entry(10, "unexpected_message"),
          Map.entry(20, "bad_record_mac"),
          Map.entry(22, "record_overflow"),
          Map.entry(40, "handshake_failure"),
          Map.entry(42, "bad_certificate"),
          Map.entry(43, "unsupported_certificate"),
          Map.entry(44, "certificate_revoked"),
          Map.entry(45, "certificate_expired"),
          Map.entry(46, "certificate_unknown"),
          Map.entry(47, "illegal_parameter"),
          Map.entry(48, "unknown_ca"),
          Map.entry(49, "access_denied"),
          Map.entry(50, "decode_error"),
          Map.entry(51, "decrypt_error"),
          Map.entry(70, "protocol_version"),
          Map.entry(71, "insufficient_security"),
          Map.entry(80, "internal_error"),
          Map.entry(86, "inappropriate_fallback"),
          Map.entry(90, "user_canceled"),
          Map.entry(100, "no_renegotiation"),
          Map.entry(109, "missing_extension"),
          Map.entry(110, "unsupported_extension"),
          Map.entry(112, "unrecognized_name"),
          Map.entry(113, "bad_certificate_status_response"),
          Map.entry(115, "unknown_psk_identity"),
          Map.entry(116, "certificate_required"),
          Map.entry(120, "no_application_protocol"));

  private TlsAlert() {}

  static boolean isError(int description) {
    return description >= 0 && !NO_ERROR.contains(description);
  }

  /** {@code certificate_unknown (46)}. */
  static String words(int description) {
    return NAMES.containsKey(description)
        ? "%s (%d)".formatted(NAMES.get(description), description)
        : "" + description;
  }
}
