package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.ShortLivedJvm;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM behind a wall with doors both ways, which serves and calls, and a server outside. */
final class WalledPeer {
  final ServerSocket outside;

  private final DoorPeer server = new DoorPeer();
  private final Path folder;
  private final int inside;
  private final Process jvm;
  private final PrintStream orders;
  private final BufferedReader answers;

  WalledPeer(Path folder) throws IOException {
    this.folder = folder;
    outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.serve(outside);
    inside = freePort();
    Doors doors =
        new Doors(outside.getLocalPort() + ",upstream:" + outside.getLocalPort(), "" + inside);
    jvm = process(folder, doors, inside).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintStream(jvm.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = jvm.inputReader(StandardCharsets.UTF_8);
  }

  static ProcessBuilder process(Path folder, Doors doors, int inside) throws IOException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    Path launcher =
        new SandboxLauncher()
            .write(new SandboxRequest(folder, javaHome, Map.of(), false, doors))
            .launcher()
            .orElseThrow();
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(ShortLivedJvm.OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DoorPeer.class.getName(), "" + inside));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("TMPDIR", folder.toString());
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Has a client do something through the door to the other side. */
  String client(WallSide side, String what) throws IOException {
    return side == WallSide.OUTSIDE
        ? DoorPeer.client(what, "localhost", inside)
        : fromInside(what, "localhost");
  }

  String fromInside(String what, String host) throws IOException {
    order(what, host);
    return answer();
  }

  void order(String what, String host) {
    orders.println(what + " " + host + " " + outside.getLocalPort());
  }

  /** Waits until an order to ask for a result has come to the server outside. */
  void awaitAsked() throws InterruptedException {
    server.awaitAsked();
  }

  String answer() throws IOException {
    return answers.readLine();
  }

  /** It listens when it has done something else. */
  void awaitServerInside() throws IOException {
    fromInside("upload", "localhost");
  }

  /** Why the door had nobody for a client, which its answer names. */
  String refusal(String answer) throws IOException {
    String port = answer.substring(answer.lastIndexOf(' ') + 1);
    return new DoorFiles(folders().get(0))
        .refusal(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)));
  }

  boolean isAlive() {
    return jvm.isAlive();
  }

  /** The two processes at the doors. */
  List<ProcessHandle> keepers() {
    return jvm.children()
        .filter(child -> child.info().commandLine().orElse("").contains(DoorMain.class.getName()))
        .toList();
  }

  List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tcpunit-doors"))
          .toList();
    }
  }

  /** Ends the JVM; that its doors end with it belongs to every test. */
  void end() throws Exception {
    List<ProcessHandle> keepers = keepers();
    jvm.destroyForcibly().waitFor();
    for (ProcessHandle keeper : keepers) {
      keeper.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(folders()).isEmpty();
    outside.close();
  }
}
