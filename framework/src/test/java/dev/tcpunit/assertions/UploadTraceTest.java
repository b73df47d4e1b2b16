package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An image's upload as tcpdump printed it, without the response and the last ACK. */
class UploadTraceTest {
  private static final String LAST_ACK =
      "15:38:07.698130 IP localhost.35648 > localhost.tproxy: Flags [.], ack 244, win 350, length"
          + " 0\n";

  private String text;
  private Trace trace;
  private Connection connection;

  @BeforeEach
  void read() throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/scenarios/close/upload-without-its-last-ack.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    trace = Traces.parseTcpdump(text);
    connection = trace.connections().get(0);
  }

  @Test
  void should_hold_what_the_text_shows() {
    assertThat(trace)
        .hasSingleConnection()
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes();
    assertThat(connection)
        .client(c -> c.hasByteCount(154_297).hasAllBytesAcknowledged())
        .server(s -> s.hasByteCount(242).hasAllBytesAcknowledged());
  }

  @Test
  void should_not_tell_the_close_whose_last_ACK_is_missing() {
    assertFails(
        () -> assertThat(connection).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (13 segments)
        to have a clean FIN
        but it cannot be told: the capture ended 0.000 ms after the FIN, an answer may take 500 ms
        seen so far: the client has not acknowledged the FIN of the server:
          #12 0.002375 > [F.] 154298 ack 243 win 350
          #13 0.002439 < [F.] 243 ack 154299 win 3625
        evidence: the capture watched 0.000 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                  MUST-40)
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  tcpdump text, frame 13
        """);
  }

  @Test
  void should_hold_with_the_missing_line() {
    assertThat(Traces.parseTcpdump(text + LAST_ACK).connections().get(0)).hasCleanFin();
  }
}
