package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The trace that TcpUnit began with: tcpdump's text of an image upload over loopback. Two things
 * are not in it: the 242 bytes of the response, which the client's ACK proves, and the very last
 * ACK.
 */
class SeedTraceTest {
  private static final String MISSING_RESPONSE =
      """
      15:38:07.697800 IP localhost.tproxy > localhost.35648: Flags [P.], seq 1:243, ack 154298, \
      win 3625, options [nop,nop,TS val 130193903 ecr 130193903], length 242
      """;
  private static final String MISSING_LAST_ACK =
      """
      15:38:07.698130 IP localhost.35648 > localhost.tproxy: Flags [.], ack 244, win 350, \
      options [nop,nop,TS val 130193903 ecr 130193903], length 0
      """;

  @Test
  void uploads_154297_bytes() throws IOException {
    assertThat(upload(seed()))
        .hasCompletedHandshake()
        .acksCoverAllBytes()
        .client(u -> u.hasByteCount(154_297).hasNoRetransmissions().hasAllBytesAcknowledged())
        .server(response -> response.hasByteCount(242).hasAllBytesAcknowledged());
  }

  @Test
  void does_not_tell_how_it_was_closed_because_the_last_ack_is_not_in_it() throws IOException {
    Connection upload = upload(seed());

    assertThatThrownBy(() -> assertThat(upload).hasCleanFin())
        .hasMessage(
            """
            Expecting connection
              127.0.0.1:35648 > 127.0.0.1:8081 (13 segments)
            to have a clean FIN
            but it cannot be told: the capture ended 0.000 ms after the FIN, an answer may take 500 ms
            seen so far: the client has not acknowledged the FIN of the server:
              #11 0.001820 < [.] ack 154298 win 3625
              #12 0.002375 > [F.] 154298 ack 243 win 350
            * #13 0.002439 < [F.] 243 ack 154299 win 3625
            evidence: the capture watched 0.000 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                      MUST-40)
            rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
            capture:  tcpdump text, frame 13\
            """);
  }

  @Test
  void closes_cleanly_with_the_missing_lines_added() throws IOException {
    String whole =
        seed().replaceFirst("(?m)^15:38:07.698058", MISSING_RESPONSE + "$0") + MISSING_LAST_ACK;

    assertThat(upload(whole))
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin();
  }

  private static Connection upload(String text) {
    return Traces.parseTcpdump(text).connectionsTo(8081).get(0);
  }

  private static String seed() throws IOException {
    try (InputStream in = SeedTraceTest.class.getResourceAsStream("/upload-trace.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
