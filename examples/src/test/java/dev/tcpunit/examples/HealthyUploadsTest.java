package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Healthy is silent: every rule of the catalogue is asked of a healthy upload by each library, and
 * none is violated but those listed here, each with the reason why that is true.
 */
@CaptureTcp(payload = Payload.FULL)
@Timeout(30)
class HealthyUploadsTest {
  private static final int IMAGE_SIZE = 154_000;
  private static final int NO_BODY = -1;
  private static final long MOST_MILLIS = 100;

  private static final Map<String, String> MAY_HAPPEN_AT_SERVER =
      Map.of(
          "acknowledgesEverySecondFullSegment",
          "Linux sends one ACK for all that arrived while the server's thread held the socket");

  /** These set TCP_NODELAY, and what is left of one write goes out though more will follow. */
  private static final Map<String, String> MAY_HAPPEN_WITHOUT_NAGLE =
      Map.of("hasNoTinygrams", "the ends of two writes may be under way at once");

  /** OkHttp does not set it, and writes 8 KiB at a time. */
  private static final Map<String, String> MAY_HAPPEN_TO_OK_HTTP =
      Map.of(
          "hasNoNagleDelayedAckStall", "the end of a write waits for an ACK that is delayed",
          "hasNoNagleWait", "the end of a write waits for an ACK");

  private HttpServer server;

  @AfterEach
  void stop_server() {
    if (server != null) {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void over_loopback(HttpLibrary library, TcpCapture capture) throws Exception {
    start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));

    upload(library, server.getAddress());

    Connection upload = capture.connectionTo(server.getAddress().getPort());
    assertThat(upload).hasCompletedHandshake().acksCoverAllBytes().hasCleanFin();
    assertThat(HealthyRules.violated(upload, explained(library, Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @ImpairedLink(delay = "5ms")
  void over_a_link(HttpLibrary library, Link link, TcpCapture capture) throws Exception {
    start(link.serverAddress());
    int port = server.getAddress().getPort();

    upload(library, link.towards(port));

    Connection upload = capture.connectionTo(port);
    assertThat(upload).hasCompletedHandshake().acksCoverAllBytes().hasCleanFin();
    assumeThat(longestTransitMillis(upload))
        .as("transit on a healthy path")
        .isLessThan(MOST_MILLIS);
    assertThat(HealthyRules.violated(upload.atClient(), explained(library, Map.of()))).isEmpty();
    for (Connection seen : List.of(upload, upload.atServer())) {
      assertThat(HealthyRules.violated(seen, explained(library, MAY_HAPPEN_AT_SERVER))).isEmpty();
    }
  }

  @Test
  void each_explained_rule_exists() {
    Set<String> explained = new HashSet<>();
    for (HttpLibrary library : HttpLibrary.values()) {
      explained.addAll(HealthyRules.explained(explained(library, MAY_HAPPEN_AT_SERVER)).keySet());
    }
    assertThat(explained)
        .isSubsetOf(
            Stream.concat(Rules.ofConnection().stream(), Rules.ofFlow().stream())
                .map(Rule::name)
                .toList());
  }

  /**
   * How late the link was at most, whose thread waits for its turn too: after 200 ms Linux rightly
   * takes a packet for lost (RFC 6298 section 2.4, by a shorter minimum). Nothing is lost here, and
   * nothing overtakes, so the packets of both views pair up.
   */
  private static long longestTransitMillis(Connection upload) {
    long longest = 0;
    for (Role sender : Role.values()) {
      Iterator<Segment> arrived = from(sender, upload.atServer()).iterator();
      for (Segment sent : (Iterable<Segment>) from(sender, upload)::iterator) {
        if (arrived.hasNext()) {
          long transit = Math.abs(arrived.next().timeNanos() - sent.timeNanos());
          longest = Math.max(longest, TimeUnit.NANOSECONDS.toMillis(transit));
        }
      }
    }
    return longest;
  }

  private static Stream<Segment> from(Role sender, Connection view) {
    return view.segments().stream().filter(segment -> segment.from() == sender);
  }

  private static Map<String, String> explained(HttpLibrary library, Map<String, String> there) {
    Map<String, String> all = new HashMap<>(there);
    switch (library) {
      case JDK_HTTP_CLIENT, HTTP_URL_CONNECTION, APACHE_HTTP_CLIENT, NETTY ->
          all.putAll(MAY_HAPPEN_WITHOUT_NAGLE);
      case OK_HTTP -> all.putAll(MAY_HAPPEN_TO_OK_HTTP);
      case PLAIN_SOCKET -> {}
    }
    return all;
  }

  private static void upload(HttpLibrary library, InetSocketAddress target) throws Exception {
    int status = library.post(Server.uriAt(target), TestImages.jpeg(IMAGE_SIZE));
    assertThat(status).isEqualTo(201);
  }

  private void start(InetAddress address) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    server.createContext("/images", HealthyUploadsTest::take);
    server.start();
  }

  private static void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int length = exchange.getRequestBody().readAllBytes().length;
      if ("then=close".equals(exchange.getRequestURI().getQuery())) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      exchange.sendResponseHeaders(length == IMAGE_SIZE ? 201 : 400, NO_BODY);
    }
  }
}
