package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is ended in the middle of a test. */
class EndedJvmTest {
  private static final String STARTED = "upload is under way";

  @TempDir Path directory;

  @CaptureTcp
  static class Hangs {
    @Test
    void uploads() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.send(new byte[4711]);
        pair.server.getInputStream().readNBytes(4711);
        System.out.println(STARTED);
        System.out.flush();
        if (Boolean.getBoolean("exits")) {
          System.exit(3);
        }
        Thread.sleep(600_000);
      }
    }
  }

  /** The JVM's own program: runs the class, and prints where its standard output goes. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      new Kit(Path.of(args[0])).with("tcpunit.artifacts", args[1]).run(Hangs.class);
    }
  }

  private Process start(String artifacts, String... options) throws IOException {
    Requires.sandbox();
    ProcessBuilder builder = new ProcessBuilder(ShortLivedJvm.command());
    builder.command().addAll(List.of(options));
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().addAll(List.of(Main.class.getName(), directory.toString(), artifacts));
    return builder.redirectError(errors()).start();
  }

  private File errors() {
    return directory.resolve("errors").toFile();
  }

  private String errorsOf(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(errors().toPath());
  }

  private static void awaitStarted(Process process) throws IOException {
    var out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.equals(STARTED)) {
      line = out.readLine();
    }
    assertThat(line).isEqualTo(STARTED);
  }

  private Path capture() {
    return directory.resolve(Hangs.class.getName().replace('$', '.')).resolve("uploads.pcapng");
  }

  @Test
  void should_leave_the_capture_of_a_test_that_SIGTERM_ended() throws Exception {
    Process process = start("failures");
    awaitStarted(process);
    process.destroy();

    assertThat(errorsOf(process))
        .contains("TcpUnit: what the wire saw until this JVM was ended\n")
        .contains("client sent 4,711 bytes")
        .contains("Hangs.uploads ran; its capture: " + capture() + "\n");
    assertThat(uploaded(capture())).isEqualTo(4711);
    assertThat(directory.resolve("report/index.html"))
        .content()
        .contains(
            "1 failed, 0 passed", "Hangs.uploads", "but this JVM was ended while the test ran");
    assertThat(page()).content().contains("4,711 bytes", "Download the capture");
  }

  private Path page() {
    return directory
        .resolve("report")
        .resolve(Hangs.class.getName().replace('$', '.'))
        .resolve("uploads.html");
  }

  private static long uploaded(Path file) throws IOException {
    Trace trace = Traces.read(file);
    assertThat(trace.connections()).hasSize(1);
    Connection connection = trace.connections().get(0);
    return connection.clientToServer().bytes();
  }

  @Test
  void should_leave_the_capture_of_a_test_that_ends_its_JVM() throws Exception {
    Process process = start("failures", "-Dexits=true");

    assertThat(errorsOf(process)).contains("client sent 4,711 bytes");
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(uploaded(capture())).isEqualTo(4711);
  }

  @Test
  void should_leave_none_where_none_is_wanted() throws Exception {
    Process process = start("never");
    awaitStarted(process);
    process.destroy();

    assertThat(errorsOf(process))
        .contains("client sent 4,711 bytes")
        .doesNotContain("its capture: ");
    assertThat(capture()).doesNotExist();
  }
}
