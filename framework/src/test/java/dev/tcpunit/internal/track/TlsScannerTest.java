package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsScannerTest {
  /** Records of 4 and 0 bytes, as a handshake and TLS 1.3's change of cipher begin. */
  private static final String HANDSHAKE = "16 0301 0004 01000000 14 0303 0000 ";

  private static final String RANDOM = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void should_find_the_records_however_they_are_cut(int piece) {
    assertThat(records(HANDSHAKE + "17 0303 0003 aabbcc", piece))
        .containsExactly(
            new TlsRecord(1, 10, 22, -1),
            new TlsRecord(10, 15, 20, -1),
            new TlsRecord(15, 23, 23, -1));
  }

  @ParameterizedTest
  @CsvSource({"15 0303 0002 0100, 21", "15 0303 001a, 21", "17 0303 0013, 23"})
  void should_know_an_alert_by_its_type_or_where_that_is_hidden_its_length(String alert, int type) {
    int length = HexFormat.fromHexDigits(alert.split(" ")[2]);
    String padded = alert.substring(0, 12) + "01".repeat(length);

    TlsRecord last = last(HANDSHAKE + padded, 5);

    assertThat(last.contentType()).isEqualTo(type);
    assertThat(last.isAlert()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 1000})
  void should_read_what_an_alert_says_in_the_clear(int piece) {
    String alerts = "15 0303 0002 0228 15 0303 0002 0100 15 0303 0003 010000 15 0303 0002 02ff";

    assertThat(records(HANDSHAKE + alerts, piece))
        .extracting(TlsRecord::alertDescription)
        .containsExactly(-1, -1, 40, 0, -1, 255);
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
        "15 0303 0002 0300",
        "15 0303 0003 020000",
        "16 0301 0000 15 0303 0002 0000",
        "16 0201 0000",
        "16 0305 0000",
        "16 0301 4801",
        "474554202f20",
        "16 0301 0000 474554202f"
      })
  void should_know_none_if_the_flow_is_not_made_of_records_alone(String bytes) {
    assertThat(records(bytes, 3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"16 0301 0000 17 0303 0002 aa", "16 0301 0000 17 0303"})
  void should_end_with_the_last_record_that_has_come_whole(String bytes) {
    assertThat(records(bytes, 3)).containsExactly(new TlsRecord(1, 6, 22, -1));
  }

  /** As PostgreSQL does: it asks by 8 bytes of its own. */
  @Test
  void should_find_TLS_that_begins_behind_a_request_for_it() {
    byte[] asked = HexFormat.of().parseHex("0000000804d2162f");
    byte[] records = HexFormat.of().parseHex((HANDSHAKE + "15 0303 0002 0100").replace(" ", ""));
    TlsScanner scanner = new TlsScanner();

    scanner.take(asked, 0, asked.length);
    assertThat(scanner.records()).isEmpty();
    scanner.take(records, 0, records.length);

    assertThat(scanner.records()).last().isEqualTo(new TlsRecord(23, 30, 21, 0));
  }

  @Test
  void should_know_the_alert_that_refuses_a_handshake() {
    assertThat(records("15 0301 0002 0246", 3)).containsExactly(new TlsRecord(1, 8, 21, 70));
  }

  @Test
  void should_take_the_longest_record_of_any_version() {
    String bytes = "16 0300 4800 " + "00".repeat(0x4800);

    assertThat(last(bytes, 4000)).isEqualTo(new TlsRecord(1, 6 + 0x4800, 22, -1));
  }

  @Test
  void should_keep_a_view_as_it_was() {
    TlsScanner scanner = scanned(HANDSHAKE, 7);
    List<TlsRecord> before = scanner.records();
    byte[] more = HexFormat.of().parseHex("1703030000".repeat(40));

    scanner.take(more, 0, more.length);

    assertThat(before).hasSize(2);
    assertThat(scanner.records()).hasSize(42);
  }

  @ParameterizedTest
  @CsvSource({
    // No extension at all, one other, and the versions behind it, with one that means nothing.
    "01, 00 0002 1301 01 00, 0303",
    "01, 02 aabb 0002 1301 01 00 0004 0017 0000, 0303",
    "01, 00 0002 1301 01 00 000f 0017 0000 002b 0007 06 3a3a 0304 0303, 0304",
    "02, 00 c02f 00, 0303",
    "02, 01 aa 1302 00 000a 0017 0000 002b 0002 0304, 0304"
  })
  void should_read_the_version_in_a_hello(String type, String rest, String version) {
    assertThat(hello(type, rest, 0))
        .isEqualTo(new TlsHello(RANDOM, HexFormat.fromHexDigits(version)));
  }

  @ParameterizedTest
  @CsvSource({
    "02, 00 1302 00 0006 002b 0002 0304, 3",
    "02, 00 1302 00 0006 002b 0009 0304, 0",
    "01, ff 0002 1301 01 00, 0"
  })
  void should_know_no_version_if_the_message_is_cut(String type, String rest, int missing) {
    assertThat(hello(type, rest, missing)).isEqualTo(new TlsHello(RANDOM, 0));
  }

  @Test
  void should_know_no_hello_from_another_message() {
    assertThat(hello("0b", "00", 0)).isNull();
    assertThat(scanned("16 0301 0006 010000020303", 9).hello()).isNull();
  }

  private static TlsHello hello(String type, String rest, int missing) {
    String body = "0303" + RANDOM + rest.replace(" ", "");
    String message = type + "%06x".formatted(body.length() / 2 + missing) + body;
    return scanned("16 0301 %04x".formatted(message.length() / 2) + message, 11).hello();
  }

  private static TlsRecord last(String hex, int piece) {
    List<TlsRecord> records = records(hex, piece);
    return records.get(records.size() - 1);
  }

  private static List<TlsRecord> records(String hex, int piece) {
    return scanned(hex, piece).records();
  }

  private static TlsScanner scanned(String hex, int piece) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    TlsScanner scanner = new TlsScanner();
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.take(bytes, at, Math.min(piece, bytes.length - at));
    }
    return scanner;
  }
}
