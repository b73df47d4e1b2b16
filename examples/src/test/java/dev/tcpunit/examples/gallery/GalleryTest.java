package dev.tcpunit.examples.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tcpunit.examples.HealthyRules;
import dev.tcpunit.examples.Server;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each bug of the gallery is caught by its line, whose message names the cause; and of the client
 * without it no rule has anything to say. What the lines say is on the page {@code gallery.md}.
 * {@code -Dtcpunit.runs=100} repeats each in one JVM, {@code -Dtcpunit.bug=ImpatientConnect} plays
 * one of those over a link or over loopback.
 */
@CaptureTcp(payload = Payload.FULL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(30)
class GalleryTest {
  private static final int RUNS = Integer.getInteger("tcpunit.runs", 1);
  private static final String ONLY = System.getProperty("tcpunit.bug", "");
  private static final int ATTEMPTS = 5;
  private static final Path SHORTEST_TIMER = Path.of("/proc/sys/net/ipv4/tcp_rto_min_us");
  private static final String PATIENT_MICROS = "5000000";

  private final Map<String, String> messages = new TreeMap<>();

  static Stream<Named<UploadBug>> overLoopback() {
    return bugs().filter(bug -> !(bug instanceof PathBug)).map(bug -> Named.of(name(bug), bug));
  }

  static Stream<Named<PathBug>> overLink() {
    return bugs().filter(PathBug.class::isInstance).map(bug -> Named.of(name(bug), (PathBug) bug));
  }

  private static Stream<UploadBug> bugs() {
    return Stream.generate(Gallery::bugs)
        .limit(RUNS)
        .flatMap(List::stream)
        .filter(bug -> ONLY.isEmpty() || ONLY.equals(name(bug)));
  }

  @ParameterizedTest
  @MethodSource("overLoopback")
  void is_caught(UploadBug bug, TcpCapture capture) throws Exception {
    try (Server server = Server.start(loopback(), bug.server());
        Upload upload = new Upload(server.uri(), capture)) {
      bug.broken(upload);
      assertCaught(bug, capture, server);
    }
  }

  @ParameterizedTest
  @MethodSource("overLoopback")
  void is_silent_when_fixed(UploadBug bug, TcpCapture capture) throws Exception {
    try (Server server = Server.start(loopback(), bug.server());
        Upload upload = new Upload(server.uri(), capture)) {
      bug.fixed(upload);
      assertSilent(bug, capture, server);
    }
  }

  @ParameterizedTest
  @MethodSource("overLink")
  @ImpairedLink(delay = "2ms")
  void is_caught_over_a_link(PathBug bug, Link link, TcpCapture capture) throws Exception {
    bug.impair(link);
    boolean ran = false;
    for (int i = 0; i < ATTEMPTS && !ran; i++) {
      try (Server server = Server.start(link.serverAddress(), bug.server());
          Upload upload = new Upload(Server.uriAt(link.towards(server.port())), capture)) {
        bug.broken(upload);
        ran = bug.ranInTime(capture, server);
        if (ran) {
          assertCaught(bug, capture, server);
        }
      }
    }
    assertThat(ran).as("the client ran in time, once in %s attempts", ATTEMPTS).isTrue();
  }

  @ParameterizedTest
  @MethodSource("overLink")
  @ImpairedLink(delay = "2ms")
  void is_silent_over_a_link_when_fixed(PathBug bug, Link link, TcpCapture capture)
      throws Exception {
    String timer = shortestTimer(PATIENT_MICROS);
    try (Server server = Server.start(link.serverAddress(), bug.server());
        Upload upload = new Upload(Server.uriAt(link.towards(server.port())), capture)) {
      bug.impair(link);
      bug.fixed(upload);
      assertSilent(bug, capture, server);
    } finally {
      shortestTimer(timer);
    }
  }

  /**
   * Sets the shortest retransmission timer of connections that are made later, in the network of
   * the tests alone, and returns what it was. A machine under load may hold the link's thread up
   * for longer than the usual 200 ms, and then TCP sends again what was not lost. Before Linux 6.11
   * it cannot be set.
   */
  private static String shortestTimer(String micros) throws IOException {
    if (!Files.exists(SHORTEST_TIMER)) {
      return micros;
    }
    String before = Files.readAllLines(SHORTEST_TIMER).get(0);
    Files.writeString(SHORTEST_TIMER, micros);
    return before;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void are_all_on_the_page() throws IOException {
    Map<UploadBug, String> all = new LinkedHashMap<>();
    Gallery.bugs().forEach(bug -> all.put(bug, messages.getOrDefault(name(bug), "")));
    assumeThat(all.containsValue("")).as("a bug was not run, or not caught").isFalse();
    if (System.getProperty("tcpunit.page", "").equals("write")) {
      Files.writeString(GalleryPage.FILE, GalleryPage.textAnew(all));
    }

    assertThat(GalleryPage.text(all))
        .as("%s; to make it anew, run this test with -Dtcpunit.page=write", GalleryPage.FILE)
        .isEqualTo(Files.readString(GalleryPage.FILE));
  }

  private void assertCaught(UploadBug bug, TcpCapture capture, Server server) {
    AssertionError failure =
        catchThrowableOfType(AssertionError.class, () -> bug.check(capture, server));
    assertThat(failure).as("what the line says").isNotNull();
    messages.put(name(bug), failure.getMessage());
    assertThat(failure.getMessage().replaceAll("\\s+", " "))
        .contains(bug.cause())
        .doesNotContain("it cannot be told");
  }

  private static void assertSilent(UploadBug bug, TcpCapture capture, Server server) {
    bug.check(capture, server);
    for (Connection upload : capture.connections()) {
      assertThat(HealthyRules.violated(upload, bug.explained())).isEmpty();
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static String name(UploadBug bug) {
    return bug.getClass().getSimpleName();
  }
}
