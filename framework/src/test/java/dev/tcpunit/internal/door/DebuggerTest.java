package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger outside, and a JVM that was started behind the wall with the option for one. */
@Timeout(300)
class DebuggerTest {
  private static final String BREAKPOINT = "stop in " + Debugged.class.getName() + ".here";

  @TempDir Path folder;

  private int port;

  /** What is debugged. */
  static final class Debugged {
    private Debugged() {}

    public static void main(String[] args) {
      here();
      System.out.println("debuggers: " + OpenDoors.isDebuggers(Integer.parseInt(args[0])));
    }

    private static void here() {
      System.out.println("here");
    }
  }

  @BeforeEach
  void findPort() throws IOException {
    Requires.sandbox();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  private Process start(String jdwp) throws IOException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    return new ProcessBuilder(
            new SandboxLauncher()
                .write(new SandboxRequest(folder, javaHome, Map.of()))
                .launcher()
                .orElseThrow()
                .toString(),
            "-agentlib:jdwp=transport=dt_socket,suspend=y," + jdwp,
            "-cp",
            System.getProperty("java.class.path"),
            Debugged.class.getName(),
            "" + port)
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void should_stop_at_a_breakpoint_and_go_on_where_the_debugger_comes() throws Exception {
    Process jvm = start("server=y,address=" + port);
    BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("Listening for transport dt_socket at address: " + port);
    try (Jdb jdb = Jdb.attach(port)) {
      debug(jdb, said);
    }
    assertThat(jvm.waitFor()).isZero();
  }

  private void debug(Jdb jdb, BufferedReader said) throws IOException {
    jdb.await("main[1]").type(BREAKPOINT).await("Deferring").type("cont").await("Breakpoint hit");
    assertThat(said.ready()).isFalse();
    jdb.await("main[1]").type("cont").await("The application exited");
    assertThat(said.lines()).containsExactly("here", "debuggers: true");
  }

  @Test
  void should_stop_at_a_breakpoint_and_go_on_where_the_debugger_waits() throws Exception {
    try (Jdb jdb = Jdb.listen(port)) {
      jdb.await("Listening at address:");
      Process jvm = start("server=n,address=localhost:" + port);
      debug(jdb, jvm.inputReader(StandardCharsets.UTF_8));
      assertThat(jvm.waitFor()).isZero();
    }
  }

  @Test
  void should_know_its_debugger_by_what_its_environment_says_where_there_is_no_door()
      throws Exception {
    String option = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:" + port;
    ProcessBuilder jvm = new ProcessBuilder(ShortLivedJvm.command()).redirectErrorStream(true);
    jvm.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    jvm.command().addAll(List.of(Debugged.class.getName(), "" + port));
    jvm.environment().put("JAVA_TOOL_OPTIONS", "-Da=b " + option);
    assertThat(jvm.start().inputReader(StandardCharsets.UTF_8).lines()).contains("debuggers: true");
  }
}
