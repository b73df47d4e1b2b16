package dev.tcpunit.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tcpunit.examples.HealthyRules;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.TestImages;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real upload clients do on the wire, each in the same five situations over a link, is what
 * the page {@code clients.md} says. A healthy upload violates no rule but for a reason that stands
 * beside its client. {@code -Dtcpunit.runs=20} repeats each.
 */
@CaptureTcp(payload = Payload.FULL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
abstract class ClientSituations {
  private static final byte[] IMAGE = TestImages.jpeg(154_000);
  private static final byte[] LARGE_IMAGE = TestImages.jpeg(8_000_000);

  /** A client with a thread that reads has closed by then; one without never will. */
  private static final Duration NOBODY_READS = Duration.ofSeconds(1);

  /** Time enough to send a large image. */
  private static final Duration TRANSFER = Duration.ofSeconds(10);

  /** More than a kernel holds of what was written before the answer came, a round trip later. */
  private static final int HELD_BY_KERNEL = 1_000_000;

  /** What the table says of a thing that the protocol of a client has not. */
  private static final String NOT_OF_PROTOCOL = "-";

  private static final int RUNS = Integer.getInteger("tcpunit.runs", 1);

  private final List<RealClient> clients;
  private final ClientTable table;

  ClientSituations(List<RealClient> clients) {
    this.clients = clients;
    table = new ClientTable(clients);
  }

  Stream<RealClient> clients() {
    return Stream.generate(() -> clients).limit(RUNS).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("clients")
  @ImpairedLink(delay = "5ms")
  void two_images(RealClient real, Link link, TcpCapture capture) throws Exception {
    try (UploadServer server = real.server().start(link.serverAddress())) {
      try (UploadClient client = real.maker().call()) {
        store(client, target(link, server));
        store(client, target(link, server));
      }
      record(
          real,
          await(capture, "the close", Observation::isClosed, NOBODY_READS),
          server.answersEarly());
    }
    for (Connection upload : capture.connections()) {
      for (Connection seen : List.of(upload, upload.atClient(), upload.atServer())) {
        assertThat(HealthyRules.violated(seen, real.explained())).isEmpty();
      }
    }
  }

  /** HTTP and FTP say so by 200 to 299, gRPC and SFTP by 0. */
  private static void store(UploadClient client, URI target) throws Exception {
    int status = client.upload(target, IMAGE);
    assertThat(status == 0 || status / 100 == 2).as("stored: %s", status).isTrue();
  }

  private void record(RealClient real, Observation seen, boolean mayAnswerEarly) {
    table.add(real, Column.LIBRARY, real.version());
    table.add(real, Column.CONNECTIONS, seen.connections());
    table.add(real, Column.ROUND_TRIPS, seen.roundTripsBeforeImage());
    table.add(real, Column.TURNS, seen.turns());
    String waits = seen.waitsForContinue() ? "yes" : "no";
    table.add(real, Column.CONTINUE, mayAnswerEarly ? waits : NOT_OF_PROTOCOL);
    table.add(real, Column.TINYGRAMS, seen.tinygrams());
    table.add(real, Column.CLOSE, seen.close());
  }

  @ParameterizedTest
  @MethodSource("clients")
  @ImpairedLink(delay = "5ms")
  void closed_by_its_server(RealClient real, Link link, TcpCapture capture) throws Exception {
    try (UploadServer server = real.server().start(link.serverAddress());
        UploadClient client = real.maker().call()) {
      URI target = target(link, server);
      store(client, target);
      server.closeConnections();
      Observation idle = awaitFirstClosed(capture);
      String outcome = outcome(client, target, IMAGE);
      Observation used = awaitFirstClosed(capture);
      table.add(real, Column.IDLE_CLOSE, afterServersClose(idle, used));
      String on = used.usedClosedConnection() ? " on the closed connection" : "";
      table.add(real, Column.NEXT_UPLOAD, outcome + on);
    }
  }

  private static String afterServersClose(Observation idle, Observation used) {
    if (idle.isFirstClosedByClient()) {
      return "has closed before";
    }
    if (idle.isFirstClosed()) {
      return "closes at once";
    }
    return used.isFirstClosed() ? "closes when used again" : "stays in CLOSE-WAIT";
  }

  @ParameterizedTest
  @MethodSource("clients")
  @ImpairedLink(delay = "5ms")
  void refused(RealClient real, Link link, TcpCapture capture) throws Exception {
    try (UploadServer server = real.server().start(link.serverAddress());
        UploadClient client = real.maker().call()) {
      if (!server.answersEarly()) {
        table.add(real, Column.REFUSED, NOT_OF_PROTOCOL);
        table.add(real, Column.AFTER_REFUSAL, NOT_OF_PROTOCOL);
        return;
      }
      table.add(real, Column.REFUSED, outcome(client, target(link, server), LARGE_IMAGE));
      Observation seen =
          await(capture, "the end of the upload", ClientSituations::hasEnded, TRANSFER);
      boolean goesOn = seen.bytes() > HELD_BY_KERNEL;
      table.add(real, Column.AFTER_REFUSAL, goesOn ? "goes on" : "stops");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  @ImpairedLink(delay = "5ms")
  void syn_lost(RealClient real, Link link, TcpCapture capture) throws Exception {
    link.apply(Faults.drop(Packets.syn().first()));
    table.add(real, Column.SYN_LOST, upload(real, link, capture));
  }

  @ParameterizedTest
  @MethodSource("clients")
  @ImpairedLink(delay = "5ms", loss = 0.01, seed = 7)
  void one_percent_lost(RealClient real, Link link, TcpCapture capture) throws Exception {
    table.add(real, Column.LOSS, upload(real, link, capture));
  }

  private static String upload(RealClient real, Link link, TcpCapture capture) throws Exception {
    try (UploadServer server = real.server().start(link.serverAddress());
        UploadClient client = real.maker().call()) {
      String outcome = outcome(client, target(link, server), IMAGE);
      int connections = capture.connections().size();
      return outcome + (connections == 1 ? "" : " over " + connections + " connections");
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void are_on_the_page() throws IOException {
    assumeThat(table.isComplete()).as("each client was seen in every situation").isTrue();
    assertThat(table.differencesFrom(ClientsPage.text()))
        .as("rows of %s that are otherwise now", ClientsPage.FILE)
        .isEmpty();
  }

  final ClientTable table() {
    return table;
  }

  private static Observation awaitFirstClosed(TcpCapture capture) {
    return await(capture, "the close of the first", Observation::isFirstClosed, NOBODY_READS);
  }

  private static boolean hasEnded(Observation upload) {
    return upload.isClosed() || upload.bytes() >= LARGE_IMAGE.length;
  }

  /** What is seen once something is, or is not for so long. */
  private static Observation await(
      TcpCapture capture, String what, Predicate<Observation> something, Duration most) {
    Trace now = capture.trace();
    return now.continuation()
        .await(what, trace -> something.test(new Observation(trace)), most)
        .map(Observation::new)
        .orElseThrow();
  }

  /** The status, or the innermost reason why there is none. */
  private static String outcome(UploadClient client, URI target, byte[] image) {
    try {
      return String.valueOf(client.upload(target, image));
    } catch (Exception e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      return reason.getClass().getSimpleName();
    }
  }

  private static URI target(Link link, UploadServer server) {
    return Server.uriAt(link.towards(server.port()));
  }
}
