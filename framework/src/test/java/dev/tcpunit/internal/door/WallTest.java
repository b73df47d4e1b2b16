package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients on one side of the wall, and real servers on the other. */
@Timeout(300)
class WallTest {
  @TempDir Path folder;

  private ServerSocket outside;
  private int inside;
  private Process jvm;
  private PrintStream orders;
  private BufferedReader answers;

  @BeforeEach
  void start() throws IOException {
    Requires.sandbox();
    outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    new DoorPeer().serve(outside);
    inside = freePort();
    Doors doors =
        new Doors(outside.getLocalPort() + ",upstream:" + outside.getLocalPort(), "" + inside);
    jvm = process(doors).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintStream(jvm.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = jvm.inputReader(StandardCharsets.UTF_8);
  }

  private ProcessBuilder process(Doors doors) throws IOException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    Path launcher =
        new SandboxLauncher()
            .write(new SandboxRequest(folder, javaHome, Map.of(), false, doors))
            .launcher()
            .orElseThrow();
    ProcessBuilder process =
        new ProcessBuilder(
            launcher.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DoorPeer.class.getName(),
            "" + inside);
    process.environment().put("TMPDIR", folder.toString());
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @AfterEach
  void end() throws Exception {
    if (jvm != null) {
      List<ProcessHandle> keepers = keepers();
      jvm.destroyForcibly().waitFor();
      for (ProcessHandle keeper : keepers) {
        keeper.onExit().get(60, TimeUnit.SECONDS);
      }
      assertThat(doorFolders()).isEmpty();
      outside.close();
    }
  }

  private List<ProcessHandle> keepers() {
    return jvm.children()
        .filter(child -> child.info().commandLine().orElse("").contains(DoorMain.class.getName()))
        .toList();
  }

  private List<Path> doorFolders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tcpunit-doors"))
          .toList();
    }
  }

  /** Where the client is. */
  enum From {
    INSIDE,
    OUTSIDE
  }

  private String client(From side, String what) throws IOException {
    return side == From.OUTSIDE
        ? DoorPeer.client(what, "localhost", inside)
        : inside(what, "localhost", outside.getLocalPort());
  }

  private String inside(String what, String host, int port) throws IOException {
    orders.println(what + " " + host + " " + port);
    return answers.readLine();
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_16_MB_both_ways_after_the_client_has_ended_its_own(From side) throws Exception {
    awaitServerInside();
    assertThat(client(side, "upload")).isEqualTo(DoorPeer.LARGE + " the same");
  }

  /** It listens when it has done something else. */
  private void awaitServerInside() throws IOException {
    inside("upload", "localhost", outside.getLocalPort());
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_50_connections_at_the_same_time(From side) throws Exception {
    awaitServerInside();
    assertThat(client(side, "parallel")).isEqualTo("50 of 50");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_the_end_of_one_direction_of_the_server(From side) throws Exception {
    awaitServerInside();
    assertThat(client(side, "half")).isEqualTo("bye, after its end: 1000");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_a_reset_of_the_client(From side) throws Exception {
    awaitServerInside();
    assertThat(client(side, "reset")).isEqualTo("Connection reset");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_a_reset_of_the_server(From side) throws Exception {
    awaitServerInside();
    String result;
    try {
      result = client(side, "s");
    } catch (IOException e) {
      result = e.toString();
    }
    assertThat(result).isEqualTo("java.net.SocketException: Connection reset");
  }

  @ParameterizedTest
  @EnumSource
  void should_hold_up_who_sends_where_nobody_reads(From side) throws Exception {
    awaitServerInside();
    assertThat(client(side, "stuck")).isEqualTo("stuck, then all");
  }

  @Test
  void should_know_hosts_outside_by_their_names() throws Exception {
    // upstream is no host outside either: the keeper says so.
    String answer = inside("knock", "upstream", outside.getLocalPort());
    assertThat(answer).startsWith("Connection reset ");
    assertThat(refusal(answer)).isEqualTo("unknown host");
  }

  private String refusal(String answer) throws IOException {
    String port = answer.substring(answer.lastIndexOf(' ') + 1);
    return new DoorFiles(doorFolders().get(0))
        .refusal(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)));
  }

  @Test
  void should_reset_where_nobody_listens_outside_and_say_why() throws Exception {
    outside.close();
    String answer = inside("knock", "localhost", outside.getLocalPort());
    assertThat(answer).startsWith("Connection reset ");
    assertThat(refusal(answer)).isEqualTo("Connection refused");
  }

  @ParameterizedTest
  @EnumSource
  void should_reset_what_is_open_where_a_keeper_is_killed_and_end(From keeper) throws Exception {
    awaitServerInside();
    String name = keeper.name().toLowerCase(Locale.ROOT);
    ProcessHandle killed =
        keepers().stream()
            .filter(process -> process.info().commandLine().orElse("").contains(" " + name + " "))
            .findFirst()
            .orElseThrow();
    ProcessHandle other =
        keepers().stream().filter(process -> !process.equals(killed)).findFirst().orElseThrow();
    // An answer that does not come: the server waits for a result.
    orders.println("q localhost " + outside.getLocalPort());
    killed.destroyForcibly();
    assertThat(answers.readLine())
        .isIn(
            "java.net.SocketException: Connection reset",
            "java.net.ConnectException: Connection refused");
    awaitEnd(other);
    assertThat(jvm.isAlive()).isTrue();
    String knock;
    do {
      // Its sockets are closed after its main thread is.
      knock = inside("knock", "localhost", outside.getLocalPort());
    } while (knock.startsWith("Connection reset"));
    assertThat(knock).isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(doorFolders()).isEmpty();
  }

  @Test
  void should_leave_no_folder_where_a_signal_ends_both_keepers() throws Exception {
    awaitServerInside();
    List<ProcessHandle> both = keepers();
    assertThat(both).hasSize(2);
    assertThat(doorFolders()).isNotEmpty();

    both.forEach(ProcessHandle::destroy);

    for (ProcessHandle keeper : both) {
      awaitEnd(keeper);
    }
    assertThat(doorFolders()).isEmpty();
  }

  /** The JVM, whose child it is, does not know of it: so it stays as a zombie until that ends. */
  private static void awaitEnd(ProcessHandle process) throws IOException {
    Path stat = Path.of("/proc", "" + process.pid(), "stat");
    while (!Files.readString(stat).contains(") Z ")) {
      Thread.yield();
    }
  }

  @Test
  void should_say_where_a_port_outside_is_taken() throws Exception {
    Process refused = process(new Doors("", "" + outside.getLocalPort())).start();
    refused.getOutputStream().close();
    String errors = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(refused.waitFor()).isEqualTo(1);
    assertThat(errors)
        .isEqualTo(
            "TcpUnit: no door to the private network: cannot listen at %d: Address already in use"
                    .formatted(outside.getLocalPort())
                + System.lineSeparator());
  }
}
