package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.TlsRecord;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsScannerTest {
  /** Records of 4 and 0 bytes, as a handshake and TLS 1.3's change of cipher begin. */
  private static final String HANDSHAKE = "16 0301 0004 01000000 14 0303 0000 ";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void should_find_the_last_record_however_it_is_cut(int piece) {
    assertThat(last(HANDSHAKE + "17 0303 0003 aabbcc", piece)).isEqualTo(new TlsRecord(15, 23, 23));
  }

  @ParameterizedTest
  @CsvSource({"15 0303 0002 0100, 21", "15 0303 001a, 21", "17 0303 0013, 23"})
  void should_know_an_alert_by_its_type_or_where_that_is_hidden_its_length(String alert, int type) {
    int length = HexFormat.fromHexDigits(alert.split(" ")[2]);
    String padded = alert.substring(0, 12) + "00".repeat(length);

    TlsRecord last = last(HANDSHAKE + padded, 5);

    assertThat(last.contentType()).isEqualTo(type);
    assertThat(last.isAlert()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 18, 20, 48})
  void should_take_no_other_length_of_protected_data_for_an_alert(int length) {
    String data = "17 0303 %04x ".formatted(length) + "00".repeat(length);

    assertThat(last(HANDSHAKE + data, 100).isAlert()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17 0303 0000",
        "15 0303 0002 0100",
        "16 0201 0000",
        "16 0305 0000",
        "16 0301 4801",
        "474554202f20",
        "16 0301 0000 474554202f",
        "16 0301 0000 17 0303 0002 aa",
        "16 0301 0000 17 0303"
      })
  void should_know_none_if_the_flow_is_not_made_of_records_alone(String bytes) {
    assertThat(last(bytes, 3)).isNull();
  }

  /** As PostgreSQL does: it asks by 8 bytes of its own. */
  @Test
  void should_find_TLS_that_begins_behind_a_request_for_it() {
    byte[] asked = HexFormat.of().parseHex("0000000804d2162f");
    byte[] records = HexFormat.of().parseHex((HANDSHAKE + "15 0303 0002 0100").replace(" ", ""));
    TlsScanner scanner = new TlsScanner();

    scanner.take(asked, 0, asked.length);
    assertThat(scanner.last()).isNull();
    scanner.take(records, 0, records.length);

    assertThat(scanner.last()).isEqualTo(new TlsRecord(23, 30, 21));
  }

  @Test
  void should_take_the_longest_record_of_any_version() {
    String bytes = "16 0300 4800 " + "00".repeat(0x4800);

    assertThat(last(bytes, 4000)).isEqualTo(new TlsRecord(1, 6 + 0x4800, 22));
  }

  private static TlsRecord last(String hex, int piece) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    TlsScanner scanner = new TlsScanner();
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.take(bytes, at, Math.min(piece, bytes.length - at));
    }
    return scanner.last();
  }
}
