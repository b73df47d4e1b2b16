package dev.tcpunit.internal.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.internal.live.FileCaptureRequest;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestedTestTest {
  private static final int BYTES = 154_000;
  private static final int SECONDS = 10;

  @TempDir Path folder;

  @Test
  void should_hold_in_the_captures_and_fail_where_the_client_behaves_otherwise() throws Exception {
    Requires.sandbox();
    List<Trace> runs = new ArrayList<>();
    for (int run = 1; run <= 3; run++) {
      // The head of a request differs by a few bytes from version to version.
      int bytes = BYTES + run;
      runs.add(captured("run" + run, server -> upload(server, bytes)));
    }

    String source = new SuggestedTest(runs).source("UploadTest");

    Method behaviour = compiled(source, "UploadTest");
    for (Trace run : runs) {
      assertThatCode(() -> behaviour.invoke(null, run)).doesNotThrowAnyException();
    }
    assertThat(fails(behaviour, captured("twice", SuggestedTestTest::uploadInTwo)))
        .contains("to have 1 connection");
    assertThat(fails(behaviour, captured("half", server -> upload(server, BYTES / 2))))
        .contains("payload bytes");
    assertThat(fails(behaviour, captured("aborted", SuggestedTestTest::abort)))
        .contains("to have a clean FIN");
  }

  @Test
  void should_ask_nothing_that_differs_from_run_to_run() throws Exception {
    Requires.sandbox();
    Trace run = captured("run", server -> upload(server, BYTES));

    assertThat(new SuggestedTest(List.of(run)).source("UploadTest"))
        .isEqualTo(
            """
            import static dev.tcpunit.assertions.TcpAssertions.assertThat;

            import dev.tcpunit.junit.CaptureTcp;
            import dev.tcpunit.junit.TcpCapture;
            import dev.tcpunit.trace.Trace;
            import org.junit.jupiter.api.Test;

            @CaptureTcp
            class UploadTest {

              @Test
              void behaves_as_captured(TcpCapture capture) throws Exception {
                // Run here the program that was captured.

                assertBehaviour(capture.trace());
              }

              /** Holds in run.pcapng. */
              static void assertBehaviour(Trace trace) {
                assertThat(trace)
                    .hasSingleConnection()
                    .hasNoHalfOpenConnections()
                    .connection(
                        connection ->
                            connection
                                .hasCompletedHandshake()
                                .hasNoRetransmissions()
                                .acksCoverAllBytes()
                                .hasNoDataAfterPeerFin()
                                .hasCleanFin()
                                .upload(upload -> upload.hasByteCountAtLeast(150_000))
                                .upload(upload -> upload.hasByteCountAtMost(158_000)));
              }
            }
            """);
  }

  @Test
  void should_name_no_more_captures_than_fit_on_a_line() {
    Trace refused = Scenario.trace("0.000000 > [S] 0 win 9000\n0.000009 < [R.] 0 ack 1 win 0\n");

    assertThat(new SuggestedTest(Collections.nCopies(3, refused)).source("RefusedTest"))
        .contains("/** Holds in scenario.txt, scenario.txt and scenario.txt. */");
    assertThat(new SuggestedTest(Collections.nCopies(10, refused)).source("RefusedTest"))
        .contains("/** Holds in scenario.txt, scenario.txt and 8 more. */");
  }

  @Test
  void should_write_a_test_of_connections_that_are_refused_or_aborted() throws Exception {
    Requires.sandbox();
    Trace aborted = captured("aborted", SuggestedTestTest::abort);
    String source = new SuggestedTest(List.of(aborted)).source("AbortTest");

    assertThat(source)
        .contains(".hasConnectionState(ConnectionState.RSTO)")
        .doesNotContain("hasByteCount");
    Method behaviour = compiled(source, "AbortTest");
    assertThatCode(() -> behaviour.invoke(null, aborted)).doesNotThrowAnyException();
    assertThat(fails(behaviour, captured("clean", server -> upload(server, BYTES))))
        .contains("RSTO");

    Trace refused = Scenario.trace("0.000000 > [S] 0 win 9000\n0.000009 < [R.] 0 ack 1 win 0\n");
    assertThat(new SuggestedTest(List.of(refused)).source("RefusedTest"))
        .contains(".wasRefused()")
        .doesNotContain("hasCompletedHandshake");
  }

  @Test
  void should_leave_out_what_holds_in_some_of_the_captures_only() throws Exception {
    Requires.sandbox();
    Trace one = captured("one", server -> upload(server, BYTES));
    Trace two = captured("two", SuggestedTestTest::uploadInTwo);

    assertThat(new SuggestedTest(List.of(one, two)).source("UploadTest"))
        .contains("one.pcapng and two.pcapng", ".allConnections(", ".hasCleanFin()")
        .doesNotContain("hasSingleConnection", "hasConnectionCount", "hasByteCount");
    assertThat(new SuggestedTest(List.of(two, two)).source("UploadTest"))
        .contains(".hasConnectionCount(2)");
  }

  @Test
  void should_refuse_a_capture_without_connections() {
    assertThatThrownBy(() -> new SuggestedTest(List.of(Scenario.trace(""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" has no connection to write a test of");
    assertThatThrownBy(() -> new SuggestedTest(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no capture is named to write a test of");
  }

  private interface Client {
    void run(ServerSocket server) throws IOException;
  }

  private Trace captured(String name, Client client) throws Exception {
    Path file = folder.resolve(name + ".pcapng");
    try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      FileCapture capture =
          FileCapture.start(
              new FileCaptureRequest(
                  file, null, "lo", PayloadMode.HEADERS, Set.of(server.getLocalPort())));
      client.run(server);
      capture.stop();
    }
    return Traces.read(file);
  }

  private static void upload(ServerSocket server, int bytes) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(accepted, bytes));
      client.getOutputStream().write(new byte[bytes]);
      reading.join();
      accepted.getOutputStream().write(new byte[2]);
      client.getInputStream().readNBytes(2);
      client.shutdownOutput();
      accepted.getInputStream().read();
      // Then close() returns only when its FIN is acknowledged, and the capture ends behind that.
      accepted.setSoLinger(true, SECONDS);
    }
  }

  private static void uploadInTwo(ServerSocket server) throws IOException {
    upload(server, BYTES / 2);
    upload(server, BYTES / 2);
  }

  private static void abort(ServerSocket server) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      accepted.getInputStream().read();
      client.setSoLinger(true, 0);
    }
  }

  private static void read(Socket socket, int bytes) {
    try {
      socket.getInputStream().readNBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Method compiled(String source, String name) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(status).as(source).isZero();
    URL[] classes = {folder.toUri().toURL()};
    Class<?> type = new URLClassLoader(classes, getClass().getClassLoader()).loadClass(name);
    Method method = type.getDeclaredMethod("assertBehaviour", Trace.class);
    method.setAccessible(true);
    return method;
  }

  private static String fails(Method behaviour, Trace trace) throws IllegalAccessException {
    try {
      behaviour.invoke(null, trace);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(AssertionError.class);
      return e.getCause().getMessage();
    }
    throw new AssertionError("the suggested test holds in " + trace.source());
  }
}
