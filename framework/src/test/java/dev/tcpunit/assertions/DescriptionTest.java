package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.then;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.connection;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private final Connection open = connection(OPENED);

  @Test
  void should_begin_with_the_description() {
    assertFails(
        () -> then(open).as("upload of %s", "photo.jpg").hasCleanFin(),
        """
        [upload of photo.jpg]\s
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (3 segments)
        to have a clean FIN
        but nobody closed: there is neither FIN nor RST:
          #1 0.000000 > [S] 0 win 43690
          #2 0.000009 < [S.] 0 ack 1 win 43690
        * #3 0.000016 > [.] ack 1 win 342  <- the last segment
        evidence: the capture watched 0.000 ms after it
        evidence: neither side has sent a byte
        look for: a BufferedOutputStream, a PrintWriter or a compressing stream without flush(), or two
                  sides of which each waits for the other to begin
        look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                  that keeps the connection for the next request: close the pool's client
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 3
        """);
  }

  @Test
  void should_hand_the_description_on_to_parts() {
    assertThatThrownBy(
            () -> then(open.trace()).as("100%").connection(c -> c.client(f -> f.hasByteCount(1))))
        .hasMessageStartingWith("[100%%] \nExpecting flow".replace("%%", "%"));
  }

  @Test
  void should_say_only_what_overrides_the_message() {
    assertFails(
        () -> then(open).overridingErrorMessage("the upload was not closed").hasCleanFin(),
        "the upload was not closed");
    assertFails(
        () -> then(open).overridingErrorMessage("too little").client(c -> c.hasByteCount(1)),
        "too little");
  }
}
