package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.HttpPart.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpScannerTest {
  private static final long NO_END = Long.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void should_find_requests_however_they_are_cut(int piece) {
    String first =
        "POST /a HTTP/1.1\r\nHost: a\r\ncontent-length: 5\r\nEXPECT: 100-Continue\r\n\r\n";
    String second = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    int head = first.length();
    int next = 1 + head + 5;

    assertThat(scan(first + "\r\n\r\n\n" + second, piece))
        .containsExactly(
            new HttpMessage(1, 1 + head, next, 0, true, false, false),
            new HttpMessage(
                next, next + second.length(), next + second.length(), 0, false, false, false));
  }

  @Test
  void should_find_the_end_of_chunks() {
    String head = "PUT / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n\r\n";
    String body = "A;x=y\r\n0123\r\n\r\n89\r\n1\r\nz\r\n0\r\nTrailer: t\r\n\r\n";
    int end = 1 + head.length() + body.length();

    List<HttpMessage> found = scan(head + body + "GET / HTTP/1.1\r\n\r\n", 3);

    assertThat(found.get(0))
        .isEqualTo(new HttpMessage(1, 1 + head.length(), end, 0, false, false, false));
    assertThat(found.get(1).start()).isEqualTo(end);
    assertThat(scan(head + "5\r\n01", 100)).extracting(HttpMessage::end).containsExactly(NO_END);
  }

  @Test
  void should_find_responses_and_the_interim_ones_before_them() {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    String created = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok";
    String empty = "HTTP/1.1 204 No Content\r\n\r\n";
    String endless = "HTTP/1.0 200 OK\r\n\r\nuntil it closes\r\n\r\n";

    List<HttpMessage> found = scan(interim + created + empty + endless, 10);

    assertThat(found).extracting(HttpMessage::status).containsExactly(100, 201, 204, 200);
    assertThat(found.get(0).isInterim()).isTrue();
    assertThat(found.get(1).isInterim()).isFalse();
    assertThat(found.get(1).hasBody()).isTrue();
    assertThat(found.get(2).hasBody()).isFalse();
    assertThat(found.get(3).end()).isEqualTo(NO_END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "SSH-2.0-x\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "GET / HTTP/1.1\r\n"
      })
  void should_find_nothing_in_what_is_no_message(String bytes) {
    assertThat(scan(bytes, 4)).isEmpty();
  }

  @Test
  void should_end_where_a_head_has_no_end_or_the_protocol_changes() {
    assertThat(scan("A".repeat(70_000) + "\r\n\r\nGET / HTTP/1.1\r\n\r\n", 9)).isEmpty();
    assertThat(scan("HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 9)).hasSize(1);
    assertThat(scan("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n", 9))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void should_tell_the_parts_of_a_message(int piece) {
    String head = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    String next = "PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\n";
    int chunk = 1 + head.length();

    assertThat(scanner(head + "5\r\n01234\r\n0\r\n\r\n" + next + "0", piece).parts())
        .containsExactly(
            new HttpPart(Kind.HEAD, 1, chunk),
            new HttpPart(Kind.CHUNK_SIZE, chunk, chunk + 3),
            new HttpPart(Kind.CHUNK_DATA, chunk + 3, chunk + 8),
            new HttpPart(Kind.CHUNK_END, chunk + 8, chunk + 10),
            new HttpPart(Kind.CHUNK_SIZE, chunk + 10, chunk + 13),
            new HttpPart(Kind.CHUNK_END, chunk + 13, chunk + 15),
            new HttpPart(Kind.HEAD, chunk + 15, chunk + 15 + next.length()),
            new HttpPart(Kind.BODY, chunk + 15 + next.length(), chunk + 19 + next.length()));
  }

  @Test
  void should_keep_the_first_thousand_parts() {
    String head = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(scanner(head + "1\r\na\r\n".repeat(500), 100).parts()).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Connection: close|true", "connection: keep-alive, Close|true",
        "CONNECTION:close, te|true", "Connection: keep-alive|false",
        "Connection: x-close|false", "X-Connection: close|false"
      })
  void should_tell_who_wants_no_other_message(String field, boolean closes) {
    String head = "PUT / HTTP/1.1\r\n" + field + "\r\nHost: a\r\n\r\n";

    assertThat(scan(head, 7)).extracting(HttpMessage::closes).containsExactly(closes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          User-Agent: Java/17.0.15                              | true
          user-agent:Java/1.8.0_402                             | true
          User-Agent: uploader/2 Java/25-ea+3                   | true
          User-Agent: Java-http-client/17.0.15                  | false
          User-Agent: okhttp/4.12.0                             | false
          User-Agent: Apache-HttpClient/5.6.5 (Java/17.0.15)    | false
          User-Agent: Java/17.0.15 uploader/2                   | false
          X-Agent: Java/17.0.15                                 | false
          """)
  void should_tell_HttpURLConnection_by_its_name(String field, boolean is) {
    String head = "POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\nAccept: */*\r\n\r\n";

    assertThat(scan(head, 7)).extracting(HttpMessage::byUrlConnection).containsExactly(is);
  }

  private static List<HttpMessage> scan(String text, int piece) {
    return scanner(text, piece).messages();
  }

  private static HttpScanner scanner(String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    HttpScanner scanner = new HttpScanner();
    for (int i = 0; i < bytes.length; i += piece) {
      scanner.take(bytes, i, Math.min(piece, bytes.length - i));
    }
    return scanner;
  }
}
