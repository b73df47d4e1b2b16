package dev.tcpunit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.Test;

/** Each wrong client is caught, in these words. Ports, times and frame numbers differ by run. */
class WrongUploadsTest {

  @Test
  void should_name_who_reset_the_connection() {
    assertThat(failureOf("closes_with_reset"))
        .isEqualTo(
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (N segments, 0 dropped by capture)
            to have a clean FIN
            but the client aborted with RST TIME ms after the start, without a FIN:
            * #N > [R.] 154099 ack 128 win W
            evidence: all 127 bytes from the server were acknowledged; no FIN from the server
            cause:    close() of the client with received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17), with
                      SO_LINGER 0, or the end of its process (possible, the packets do not decide it)
            look for: a response that is closed before it was read to its end (-1): read or discard the whole
                      body (BodyHandlers.discarding(), EntityUtils.consume()), then close()
            look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
            rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
            capture:  target/tcpunit/dev.tcpunit.examples.WrongUploads/closes_with_reset.pcapng, frame N\
            """);
  }

  @Test
  void should_say_that_nobody_closed() {
    assertThat(failureOf("never_closes"))
        .isEqualTo(
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (N segments, 0 dropped by capture)
            to have a clean FIN
            but nobody closed: there is neither FIN nor RST:
            * #N > [.] ack 128 win W  <- the last segment
            evidence: the capture watched TIME ms after it
            evidence: the server sent last (127 bytes, all acknowledged), and the client has sent nothing since
            look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                      that keeps the connection for the next request: close the pool's client
            waited:   2 s (tcpunit.settleTimeout) for 127.0.0.1:CLIENT > 127.0.0.1:SERVER: its close to be
                      complete
            rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
            capture:  target/tcpunit/dev.tcpunit.examples.WrongUploads/never_closes.pcapng, frame N\
            """);
  }

  @Test
  void should_count_the_bytes_of_half_an_upload() {
    assertThat(failureOf("aborts_half_way"))
        .isEqualTo(
            """
            Expecting flow
              client 127.0.0.1:CLIENT > 127.0.0.1:SERVER (N segments, 0 dropped by capture)
            to carry 40097 payload bytes
            but it carried 20097, 20000 too few
            evidence: the client aborted the connection with RST after 20097 bytes, all acknowledged
            look for: what aborted it: hasNoResets() tells more
            rule:     RFC 9293 s3.4: each payload byte takes one sequence number, repeats take none
            capture:  target/tcpunit/dev.tcpunit.examples.WrongUploads/aborts_half_way.pcapng\
            """);
  }

  @Test
  void should_name_the_reset_that_unread_data_causes() {
    assertThat(failureOf("leaves_the_response_unread"))
        .isEqualTo(
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (N segments, 0 dropped by capture)
            to have a clean FIN
            but the client aborted with RST TIME ms after the start, without a FIN:
            * #N > [R.] 154099 ack 128 win W
            evidence: all 127 bytes from the server were acknowledged; no FIN from the server
            cause:    close() of the client with received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17), with
                      SO_LINGER 0, or the end of its process (possible, the packets do not decide it)
            look for: a response that is closed before it was read to its end (-1): read or discard the whole
                      body (BodyHandlers.discarding(), EntityUtils.consume()), then close()
            look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
            rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
            capture:  target/tcpunit/dev.tcpunit.examples.WrongUploads/leaves_the_response_unread.pcapng, frame N\
            """);
  }

  private static String failureOf(String method) {
    return steady(FailedTest.messageOf(selectMethod(WrongUploads.class, method, TcpCapture.class)));
  }

  /**
   * Puts the same text in place of what differs from run to run; the context of the marked
   * segments, where an ACK may travel alone or with data, is left out.
   */
  private static String steady(String message) {
    return message
        .replaceAll("127\\.0\\.0\\.1:\\d+ >", "127.0.0.1:CLIENT >")
        .replaceAll("> 127\\.0\\.0\\.1:\\d+", "> 127.0.0.1:SERVER")
        .replaceAll("\\d+\\.\\d{3} ms", "TIME ms")
        .replaceAll("#\\d+( \\d+\\.\\d{6})?", "#N")
        .replaceAll("(?m)^  #N .*\n", "")
        .replaceAll("\\(\\d+ segments", "(N segments")
        .replaceAll("win \\d+", "win W")
        .replaceAll("frame\\s+\\d+$", "frame N");
  }
}
