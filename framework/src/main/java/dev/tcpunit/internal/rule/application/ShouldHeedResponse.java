package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of the assertions on a client that sends on without heeding its server. */
public final class ShouldHeedResponse {
  public static final String CONTINUE_SOURCE = "RFC 9110 s10.1.1";
  public static final String EARLY_SOURCE = "RFC 9110 s15.5.14";

  private ShouldHeedResponse() {}

  public static Finding waits(Connection connection, String seen) {
    return Finding.expecting(connection, "wait for 100 (Continue) before it sends a body")
        .but(seen)
        .rule(
            CONTINUE_SOURCE,
            "a client that expects 100-continue sends the body when that has come, or after a"
                + " while");
  }

  /** More was sent before the first response than a head has. */
  public static Finding rushes(Connection connection, Segment last, long bytes) {
    return waits(
            connection,
            "it sent %s before the server sent anything".formatted(Wording.count(bytes, "byte")))
        .timedOffenders(connection, List.of(last), s -> "")
        .fact(
            "look for",
            "expectContinue(true) of the request (java.net.http), or the client's own setting");
  }

  /** The first byte of a body came before any answer to its head. */
  public static Finding rushes(Connection connection, Segment body, boolean expects) {
    return waits(connection, "the body of a request began before the server had answered its head")
        .timedOffenders(connection, List.of(body), s -> s.equals(body) ? "the body begins" : "")
        .fact(
            "evidence",
            expects
                ? "the head asks for 100 (Continue), and the client did not wait for it"
                : "the head has no Expect: 100-continue")
        .fact(
            "look for",
            "expectContinue(true) of the request (java.net.http), or the client's own setting");
  }

  public static Finding stops(Connection connection, String seen) {
    return Finding.expecting(connection, "stop sending when the server answers early")
        .but(seen)
        .rule(
            EARLY_SOURCE,
            "a server that will not take the content may answer at once and close; the rest is in"
                + " vain");
  }

  /** The client sent on after this response. */
  public static Finding sendsOn(
      Connection connection, Segment response, Segment proof, long bytes, String why) {
    return stops(connection, "it sent %s more".formatted(Wording.count(bytes, "byte")))
        .timedOffenders(
            connection,
            List.of(response, proof),
            s -> s.equals(response) ? "the server's response" : "")
        .fact("evidence", why)
        .fact(
            "look for",
            "a body that is written without looking at the response: read on another thread, or let"
                + " the client wait for 100 (Continue)");
  }
}
