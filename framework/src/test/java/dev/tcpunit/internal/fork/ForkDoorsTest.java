package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.door.Jdb;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Doors to and from a child, and debuggers that stop there. */
@Timeout(300)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ForkDoorsTest {
  private static final String PORT = "dev.tcpunit.door.port";

  @TempDir Path folder;

  @CaptureTcp
  static class Uploads {
    @Test
    void uploads() throws Exception {
      try (Socket socket = new Socket("localhost", Integer.getInteger(PORT))) {
        socket.getOutputStream().write(new byte[100_000]);
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .isEqualTo("100000 bytes");
      }
    }
  }

  @CaptureTcp
  static class Serves {
    @Test
    void serves() throws Exception {
      try (ServerSocket server = new ServerSocket(Integer.getInteger(PORT));
          Socket socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        out.write("inside".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void should_reach_a_server_outside() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> count(server));
      Launch.Events events = run(Uploads.class, "tcpunit.forward", server.getLocalPort());
      assertThat(events.failures()).isEmpty();
      assertThat(events.lines()).anyMatch(line -> line.contains("uploads()\" SUCCESSFUL"));
    }
  }

  private Launch.Events run(Class<?> type, String setting, int port) {
    System.setProperty(PORT, "" + port);
    try {
      return Launch.forked(folder).with(setting, "" + port).run(type);
    } finally {
      System.clearProperty(PORT);
    }
  }

  private static void count(ServerSocket server) {
    try (Socket socket = server.accept()) {
      String answer = socket.getInputStream().readAllBytes().length + " bytes";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_be_reached_from_outside() throws Exception {
    int port = freePort();
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> answer(port));
    assertThat(run(Serves.class, "tcpunit.expose", port).failures()).isEmpty();
    assertThat(answer.get()).isEqualTo("inside");
  }

  /** When it is there: before, it is refused, and reset as soon as there is a door. */
  private static String answer(int port) {
    while (true) {
      try (Socket socket = new Socket("localhost", port)) {
        byte[] bytes = socket.getInputStream().readAllBytes();
        return new String(bytes, StandardCharsets.US_ASCII);
      } catch (ConnectException e) {
        Thread.yield();
      } catch (SocketException e) {
        Thread.yield();
      } catch (IOException e) {
        return e.toString();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void should_say_what_is_no_door() {
    assertThatThrownBy(() -> run(Uploads.class, "tcpunit.forward", -1))
        .hasMessage(
            "tcpunit.forward or tcpunit.expose: '-1' is not of the form PORT or HOST:PORT, as 5432"
                + " or db:5432");
  }

  @CaptureTcp
  static class Judged {
    @Test
    void tells_what_the_client_did(TcpCapture capture) throws Exception {
      Connection connection = upload(capture);
      assertThat(connection.door()).contains(Role.SERVER);
      TcpAssertions.assertThat(connection.clientToServer())
          .hasByteCount(100_000)
          .hasNoRetransmissions();
    }

    @Test
    void asks_what_the_server_did(TcpCapture capture) throws Exception {
      TcpAssertions.assertThat(upload(capture)).hasCleanFin();
    }

    private static Connection upload(TcpCapture capture) throws Exception {
      new Uploads().uploads();
      return capture.connectionTo(Integer.getInteger(PORT));
    }
  }

  @Test
  void should_tell_what_the_client_did_and_not_what_the_server_did() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> count(server)).thenRun(() -> count(server));
      assertThat(run(Judged.class, "tcpunit.forward", server.getLocalPort()).failures())
          .singleElement()
          .extracting(Throwable::getMessage)
          .asString()
          .contains(
              ", server behind a door)",
              "to have a clean FIN",
              "but it cannot be told: behind a door: what was captured of the server is what");
    }
  }

  @Test
  void should_tell_in_words_why_nobody_answers_behind_a_door() throws Exception {
    List<Throwable> failures = run(Uploads.class, "tcpunit.forward", freePort()).failures();
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).getSuppressed())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("the server is behind a door, which did not lead to it: Connection refused")
        // As a busy machine's door may be so late that the client has ended before.
        .containsPattern(": reset by the server after |: RST of the server [(]#");
  }

  /** Stops at a breakpoint. */
  @CaptureTcp
  static class Debugged {
    @Test
    void here(TcpCapture capture) {
      System.out.println("here");
      assertThat(capture.connections()).isEmpty();
      assertThat(capture.trace().completeness().droppedFrames()).hasValue(0);
    }
  }

  private Process outer(String jdwp) throws IOException {
    Requires.sandbox();
    List<String> command = ShortLivedJvm.command();
    command.add("-agentlib:jdwp=transport=dt_socket," + jdwp);
    command.add("-Dtcpunit.bufferSize=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ForkLifeTest.Outer.class.getName());
    command.addAll(List.of(folder.toString(), Debugged.class.getName()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void debug(Jdb jdb, Stream<String> said) throws IOException {
    jdb.await("main[1]").type("stop in " + Debugged.class.getName() + ".here");
    jdb.await("Deferring").type("cont").await("Breakpoint hit").await("main[1]");
    // Nobody reads the capture meanwhile, and what comes a millisecond later takes a block of its
    // own in the kernel's buffer, which has 32.
    for (int i = 0; i < 100; i++) {
      jdb.type("locals").await("main[1]");
    }
    jdb.type("cont").await("The application exited");
    List<String> lines = said.toList();
    assertThat(lines)
        .contains("here")
        .anyMatch(line -> line.contains("here(TcpCapture)\" SUCCESSFUL"));
  }

  @Test
  void should_stop_in_a_child_at_the_port_of_the_JVM_that_starts_it() throws Exception {
    int port = freePort();
    Process outer = outer("server=y,suspend=y,address=" + port);
    BufferedReader said = outer.inputReader(StandardCharsets.UTF_8);
    String listening = "Listening for transport dt_socket at address: " + port;
    Jdb.await(said, listening);
    try (Jdb first = Jdb.attach(port)) {
      first.await("main[1]").type("cont");
      Jdb.await(said, listening);
      try (Jdb jdb = Jdb.attach(port)) {
        debug(jdb, said.lines());
      }
    }
    assertThat(outer.waitFor()).isZero();
  }

  @Test
  void should_end_a_child_that_waits_for_a_debugger_with_the_JVM_that_started_it()
      throws Exception {
    int port = freePort();
    try (Jdb ide = Jdb.listen(port)) {
      ide.await("Listening at address:");
      Process outer = outer("server=n,suspend=y,address=localhost:" + port);
      BufferedReader said = outer.inputReader(StandardCharsets.UTF_8);
      ide.await("main[1]").type("cont");
      Jdb.await(said, "Listening for transport dt_socket at address: ");
      List<ProcessHandle> all = outer.descendants().toList();
      assertThat(all).hasSize(3);
      outer.destroyForcibly().waitFor();
      for (ProcessHandle each : all) {
        each.onExit().get(120, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void should_listen_at_a_port_of_its_own_where_an_IDE_waits_for_the_JVM_that_starts_it()
      throws Exception {
    int port = freePort();
    try (Jdb ide = Jdb.listen(port)) {
      ide.await("Listening at address:");
      Process outer = outer("server=n,suspend=y,address=localhost:" + port);
      BufferedReader said = outer.inputReader(StandardCharsets.UTF_8);
      ide.await("main[1]").type("cont");
      Jdb.await(said, "Listening for transport dt_socket at address: ");
      try (Jdb jdb = Jdb.attach(Integer.parseInt(said.readLine()))) {
        debug(jdb, said.lines());
      }
      assertThat(outer.waitFor()).isZero();
    }
  }
}
