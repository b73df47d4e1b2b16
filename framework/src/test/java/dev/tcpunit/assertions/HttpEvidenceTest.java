package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Where the payload is captured, messages tell what HTTP shows of the cause. */
class HttpEvidenceTest {
  @Test
  void should_say_what_small_segments_carry() {
    Traffic pieces = Traffic.CHUNKED_IN_PIECES;

    assertThat(
            messageOf(
                () -> assertThat(pieces.connection()).client(c -> c.hasAverageSegmentAtLeast(400))))
        .contains(
            "they carry a head once, the size of a chunk alone once, the data of a chunk alone",
            "look for: a write() each for the size of a chunk, its data and the line end");
    assertThat(
            messageOf(
                () ->
                    assertThat(pieces.recording().headersOnly().connection())
                        .client(c -> c.hasAverageSegmentAtLeast(400))))
        .contains("evidence: their lengths: ", "look for: many small writes")
        .doesNotContain("they carry", "chunk");
  }

  @Test
  void should_say_how_each_request_was_answered() {
    assertThat(tooMany(Traffic.CHALLENGED))
        .contains("2 HTTP messages: 166 bytes answered 401, 166 bytes answered 201")
        .contains("look for: a body that is sent before the server asks for credentials");
    assertThat(tooMany(Traffic.REDIRECTED))
        .contains("1 HTTP message: 166 bytes answered 307")
        .contains("look for: a body that is sent to a server which only says where to send it");
    assertThat(tooMany(Traffic.REFUSED_AGAIN))
        .contains("3 HTTP messages: 166 bytes answered 503 (3 times)")
        .contains("look for: a retry of what the server has refused");
    assertThat(tooMany(Traffic.TWO_UPLOADS)).contains("look for: a retry that sends again");
  }

  private static String tooMany(Traffic traffic) {
    return messageOf(() -> assertThat(traffic.connection()).client(c -> c.hasByteCountAtMost(1)));
  }

  @Test
  void should_say_how_much_of_what_was_announced_came() {
    assertThat(
            messageOf(
                () ->
                    assertThat(Traffic.UNFINISHED_REQUEST.connection())
                        .server(answer -> answer.hasByteCountAtLeast(1))))
        .contains("the Content-Length is 100, and 60 bytes of the body came, 40 too few")
        .contains("cause: the server waits for the rest of the request (likely)")
        .contains("look for: a Content-Length that is not that of the body");
  }

  @Test
  void should_tell_a_new_request_from_a_write_that_goes_on() {
    assertThat(
            messageOf(
                () -> assertThat(Traffic.REQUEST_AFTER_FIN.connection()).hasNoDataAfterPeerFin()))
        .contains("begins a new request, ")
        .contains("look for: a pool that gives out a connection")
        .doesNotContain("a read() of -1");
  }

  @Test
  void should_say_what_had_become_of_the_earlier_connections() {
    assertThat(newConnections(Traffic.CLOSED_BY_CLIENT_EACH))
        .contains("the earlier ones: 2 closed by the client after an answer 201")
        .contains("look for: a client that is made and closed for each request");
    assertThat(newConnections(Traffic.DISCONNECTED_EACH))
        .contains("2 closed by the client (HttpURLConnection) after an answer 201")
        .contains("look for: a disconnect() after each answer")
        .doesNotContain("a client that is made");
    assertThat(newConnections(Traffic.ERRORS_LEFT_OPEN))
        .contains("the earlier ones: 2 idle after an answer 409")
        .contains("look for: the body of an error that is not read");
    assertThat(newConnections(Traffic.ERROR_LEFT_OPEN_FOR_LATER))
        .contains("the earlier ones: 1 idle after an answer 409")
        .contains("look for: the body of an error that is not read");
    assertThat(newConnections(Traffic.SAID_CLOSE_EACH))
        .contains("closed by the client after an answer 201 to a request with Connection: close")
        .contains("look for: the header Connection: close")
        .doesNotContain("disconnect()");
    assertThat(messageOf(() -> assertThat(Traffic.SAID_CLOSE_EACH.trace()).hasSingleConnection()))
        .contains("evidence: 3 connections carried a request with Connection: close")
        .contains("look for: the header Connection: close");
  }

  private static String newConnections(Traffic traffic) {
    return messageOf(() -> assertThat(traffic.trace()).reusesConnections());
  }

  private static String messageOf(ThrowingCallable failing) {
    AssertionError failure = catchThrowableOfType(AssertionError.class, failing);
    return failure.getMessage().replaceAll("\\s+", " ");
  }
}
