package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.NONE_DROPPED;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.THREE_DROPPED;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceAssertTest {
  private static final String TWO =
      "connection 127.0.0.1:1001 > 127.0.0.1:8081\n"
          + UPLOAD
          + "connection 127.0.0.1:1002 > 127.0.0.1:8082\n"
          + OPENED
          + "0.3 > [P.] 1:11 ack 1 win 342\n0.35 < [.] ack 11 win 9\n0.4 < [R.] 1 ack 11 win 0\n";

  private final Trace two = Scenario.trace(TWO, 5000, NONE_DROPPED);
  private final Trace one = Scenario.trace(UPLOAD);
  private final Trace empty = Scenario.trace("");

  @Test
  void should_pass_if_every_connection_does() {
    assertThat(one)
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin();
    assertThat(two).hasCompletedHandshake().hasNoRetransmissions().acksCoverAllBytes();
  }

  @Test
  void should_fail_with_the_whole_message_of_the_connection_that_fails() {
    assertFails(
        () -> assertThat(two).hasCleanFin(),
        """
        Expecting trace
          scenario.txt (14 packets, 2 connections, 0 dropped by capture)
        to satisfy hasCleanFin() in every connection
        but 1 of 2 connections failed:
          Expecting connection
            127.0.0.1:1002 > 127.0.0.1:8082 (6 segments, 0 dropped by capture)
          to have a clean FIN
          but the server aborted with RST 400.000 ms after the start, without a FIN:
            #12 0.300000 > [P.] 1:11 ack 1 win 342 len 10
            #13 0.350000 < [.] ack 11 win 9
          * #14 0.400000 < [R.] 1 ack 11 win 0
          evidence: all 10 bytes from the client were acknowledged; no FIN from the client
          cause:    close() of the server with received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17), with
                    SO_LINGER 0, or on Windows the end of its process (possible, the packets do not decide
                    it)
          look for: a close() before all was read: the rest of a body after an early answer (413), more body
                    than the Content-Length says, or a second request after "Connection: close"
          look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
          rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
          capture:  scenario.txt, frame 14
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_tell_if_no_connection_does_worse() {
    Trace noEnd = Scenario.trace(UPLOAD.substring(0, UPLOAD.indexOf("0.300200")));

    assertFails(
        () -> assertThat(noEnd).hasCleanFin(),
        """
        Expecting trace
          scenario.txt (7 packets, 1 connection)
        to satisfy hasCleanFin() in every connection
        but it cannot be told: at least one connection cannot be told
        seen so far: 1 of 1 connection failed:
          Expecting connection
            127.0.0.1:35648 > 127.0.0.1:8081 (7 segments)
          to have a clean FIN
          but it cannot be told: the capture ended 0.000 ms after the FIN, an answer may take 500 ms
          seen so far: the client has not acknowledged the FIN of the server:
            #5 0.000270 < [.] ack 1487 win 3625
            #6 0.300000 > [F.] 1487 ack 1 win 342
          * #7 0.300100 < [F.] 1 ack 1488 win 3625
          evidence: the capture watched 0.000 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                    MUST-40)
          rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
          capture:  scenario.txt, frame 7
        capture:  scenario.txt
        """);
  }

  @Test
  void should_fail_if_there_is_no_connection() {
    assertFails(
        () -> assertThat(empty).hasNoRetransmissions(),
        """
        Expecting trace
          scenario.txt (0 packets, 0 connections)
        to satisfy hasNoRetransmissions() in every connection
        but it cannot be told: no connection was captured
        captured: 0 packets: 0 not TCP, 0 malformed, 0 fragments, 0 cut by the snap length, 0 tunnelled
        capture:  scenario.txt
        """);
    assertFails(
        () -> assertThat(empty).allConnections(c -> {}),
        """
        Expecting trace
          scenario.txt (0 packets, 0 connections)
        to have connections
        but it cannot be told: no connection was captured
        captured: 0 packets: 0 not TCP, 0 malformed, 0 fragments, 0 cut by the snap length, 0 tunnelled
        capture:  scenario.txt
        """);
  }

  @Test
  void should_count_connections() {
    assertThat(one).hasSingleConnection().hasConnectionCount(1);
    assertThat(two).hasConnectionCount(2);
    assertThat(empty).hasConnectionCount(0);
    assertFails(
        () -> assertThat(two).hasSingleConnection(),
        """
        Expecting trace
          scenario.txt (14 packets, 2 connections, 0 dropped by capture)
        to have 1 connection
        but it has 2:
          127.0.0.1:1001 > 127.0.0.1:8081, 8 segments, 0.000 ms after the start
          127.0.0.1:1002 > 127.0.0.1:8082, 6 segments, 0.000 ms after the start
        look for: a new client, or an unread response, for each request: share the client, read to the end
        rule:     RFC 9293 s3.3.1: a connection is named by its two endpoints
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_count_connections_that_a_drop_may_have_hidden() {
    Trace dropping = Scenario.trace(UPLOAD, 0, THREE_DROPPED);

    assertFails(
        () -> assertThat(dropping).hasConnectionCount(2),
        """
        Expecting trace
          scenario.txt (8 packets, 1 connection, 3 dropped by capture)
        to have 2 connections
        but it cannot be told: the capture dropped 3 frames
        seen so far: it has 1:
          127.0.0.1:35648 > 127.0.0.1:8081, 8 segments, 0.000 ms after the start
        rule:     RFC 9293 s3.3.1: a connection is named by its two endpoints
        capture:  scenario.txt
        """);
  }

  @Test
  void should_navigate_to_connections() {
    List<Connection> visited = new ArrayList<>();

    assertThat(one).connection(c -> c.satisfies(visited::add).hasCleanFin());
    assertThat(two).connectionTo(8081, c -> c.satisfies(visited::add).hasCleanFin());
    assertThat(two).allConnections(c -> c.satisfies(visited::add).acksCoverAllBytes());

    assertThat(visited)
        .containsExactly(
            one.connections().get(0),
            two.connections().get(0),
            two.connections().get(0),
            two.connections().get(1));
  }

  @Test
  void should_fail_naming_what_there_is_if_navigation_is_ambiguous_or_finds_nothing() {
    assertFails(
        () -> assertThat(two).connection(c -> {}),
        """
        Expecting trace
          scenario.txt (14 packets, 2 connections, 0 dropped by capture)
        to have 1 connection
        but it has 2:
          127.0.0.1:1001 > 127.0.0.1:8081, 8 segments, 0.000 ms after the start
          127.0.0.1:1002 > 127.0.0.1:8082, 6 segments, 0.000 ms after the start
        look for: a new client, or an unread response, for each request: share the client, read to the end
        rule:     RFC 9293 s3.3.1: a connection is named by its two endpoints
        capture:  scenario.txt
        """);
    assertFails(
        () -> assertThat(two).connectionTo(80, c -> {}),
        """
        Expecting trace
          scenario.txt (14 packets, 2 connections, 0 dropped by capture)
        to have 1 connection to port 80
        but it has 0:
          127.0.0.1:1001 > 127.0.0.1:8081, 8 segments, 0.000 ms after the start
          127.0.0.1:1002 > 127.0.0.1:8082, 6 segments, 0.000 ms after the start
        rule:     RFC 9293 s3.3.1: a connection is named by its two endpoints
        capture:  scenario.txt
        """);
  }

  @Test
  void should_fail_for_null() {
    Trace none = null;

    assertFails(() -> assertThat(none).hasCleanFin(), "\nExpecting actual not to be null");
    assertFails(() -> assertThat(none).connection(c -> {}), "\nExpecting actual not to be null");
  }
}
