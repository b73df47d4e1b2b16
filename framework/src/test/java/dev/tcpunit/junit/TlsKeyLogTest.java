package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.TlsIdentity;
import dev.tcpunit.internal.file.CaptureFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class TlsKeyLogTest {
  private static final String SECRET = " " + "5e".repeat(48);
  private static final String STRANGER = "CLIENT_RANDOM " + "ab".repeat(32) + SECRET;
  private static final String REQUEST = "GET /invoice HTTP/1.1\r\nHost: shop\r\n\r\n";
  private static final String ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";

  static Path keyLog;
  static String line;
  static int port;

  @TempDir Path directory;

  @BeforeEach
  void nameTheKeyLog() {
    keyLog = directory.resolve("keys.log");
  }

  /** Its client writes no key log, as the JDK's does not; the test does so in its place. */
  private static void logKeys(TcpCapture capture) throws IOException {
    String random = capture.connections().get(0).clientToServer().tlsHello().orElseThrow().random();
    line = "CLIENT_RANDOM " + random + SECRET;
    Files.write(keyLog, List.of("# by a client", STRANGER, line, "RSA 0123456789abcdef 00"));
  }

  @CaptureTcp(payload = Payload.FULL)
  static class WithPayload {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      exchange();
      logKeys(capture);
    }
  }

  @CaptureTcp(payload = Payload.FULL)
  static class OfOthers {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      exchange();
      Files.writeString(keyLog, STRANGER + "\n");
      assertThat(capture.connections()).hasSize(1);
    }
  }

  @CaptureTcp
  static class HeadersAlone {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      exchange();
      Files.writeString(keyLog, STRANGER + "\n");
      assertThat(capture.connections()).hasSize(1);
    }
  }

  @Test
  void should_put_the_lines_of_the_test_before_the_packets_and_no_others() throws Exception {
    String report = report(run(WithPayload.class));

    String file = Files.readString(file("WithPayload"), StandardCharsets.ISO_8859_1);
    assertThat(file).contains(line + "\n").doesNotContain(STRANGER, "by a client", "RSA ");
    assertThat(file.indexOf("KSLT")).isBetween(1, file.indexOf("lo\0\0"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("WithPayload"))))
        .isEqualTo("rw-------");
    assertThat(report).contains("TLS keys: 1 line of " + keyLog + ", for 1 of 1 TLS connection");
    assertThat(CaptureFile.read(file("WithPayload"), frame -> {})).isNotNull();
  }

  @Test
  void should_say_that_the_key_log_knows_none_of_the_connections() {
    assertThat(report(run(OfOthers.class)))
        .contains("TLS keys: none, " + keyLog + " has no line of 1 TLS connection");
    assertThat(file("OfOthers"))
        .exists()
        .content(StandardCharsets.ISO_8859_1)
        .doesNotContain("5e5e5e");
  }

  @Test
  void should_say_that_it_takes_the_payload() {
    assertThat(report(run(HeadersAlone.class)))
        .contains("TLS keys: none, no ClientHello is in the capture", "payload = Payload.FULL");
  }

  @Test
  void should_say_that_the_key_log_cannot_be_read() {
    keyLog = directory.resolve("nothing.log");
    var results =
        new Kit(directory)
            .with("tcpunit.artifacts", "always")
            .with("tcpunit.tls.keylog", directory.toString())
            .run(OfOthers.class);

    assertThat(report(results)).contains("TLS keys: none, " + directory + " cannot be read: ");
  }

  @CaptureTcp(payload = Payload.FULL)
  static class OpenSslClient {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      try (SSLServerSocket server = listen(new TlsIdentity().context())) {
        CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
        Process client =
            new ProcessBuilder(
                    "openssl",
                    "s_client",
                    "-quiet",
                    "-no_ign_eof",
                    "-keylogfile",
                    keyLog.toString(),
                    "-connect",
                    "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .start();
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        served.get();
        client.getOutputStream().close();
        client.getInputStream().readAllBytes();
        client.waitFor();
      }
    }
  }

  @Test
  void should_leave_a_file_that_tshark_decrypts() throws Exception {
    Requires.tool("tshark");
    Requires.tool("openssl");
    run(OpenSslClient.class);

    Process tshark =
        new ProcessBuilder(
                "tshark",
                "-n",
                "-r",
                file("OpenSslClient").toString(),
                "-d",
                "tls.port==" + port + ",http",
                "-Y",
                "http",
                "-T",
                "fields",
                "-e",
                "http.request.uri",
                "-e",
                "http.response.code")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(new String(tshark.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .isEqualTo("/invoice\t\n\t204\n");
  }

  private static SSLServerSocket listen(SSLContext context) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    port = server.getLocalPort();
    return server;
  }

  private static void exchange() throws Exception {
    SSLContext context = new TlsIdentity().context();
    try (SSLServerSocket server = listen(context);
        SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket()) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
      client.connect(server.getLocalSocketAddress());
      client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readNBytes(ANSWER.length());
      served.get();
    }
  }

  private static void serve(SSLServerSocket server) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.getInputStream().readNBytes(REQUEST.length());
      socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private EngineExecutionResults run(Class<?> type) {
    return new Kit(directory)
        .with("tcpunit.artifacts", "always")
        .with("tcpunit.tls.keylog", keyLog.toString())
        .run(type);
  }

  private static String report(EngineExecutionResults results) {
    assertThat(Kit.failures(results)).isEmpty();
    Stream<String> entries =
        results
            .allEvents()
            .filter(event -> event.getPayload(ReportEntry.class).isPresent())
            .map(event -> event.getRequiredPayload(ReportEntry.class))
            .map(entry -> entry.getKeyValuePairs().getOrDefault("tcpunit.verdicts", ""));
    return String.join("", entries.toList()).replaceAll("\n +", " ");
  }

  private Path file(String type) {
    return directory.resolve("dev.tcpunit.junit.TlsKeyLogTest." + type + "/uploads.pcapng");
  }
}
