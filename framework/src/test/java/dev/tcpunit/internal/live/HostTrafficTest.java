package dev.tcpunit.internal.live;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTrafficTest {
  private static final int CONNECTIONS = 200;

  @TempDir Path folder;

  @Test
  void should_not_capture_a_flood_outside_on_the_same_port() throws Exception {
    Requires.sandbox();
    Path file = folder.resolve("upload.pcapng");
    try (ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // GIVEN a JVM that captures in its own network, and has the same port in use there
      Process inside = start(outside.getLocalPort(), file);
      BufferedReader said = inside.inputReader();
      then(said.readLine()).isEqualTo("capturing");
      // WHEN there is a flood of connections outside
      for (int i = 0; i < CONNECTIONS; i++) {
        connect(outside);
      }
      inside.getOutputStream().close();
      then(inside.waitFor()).isZero();
    }
    // THEN
    then(Traces.read(file).connections())
        .singleElement()
        .satisfies(upload -> then(upload.clientToServer().bytes()).isEqualTo(1000));
  }

  private Process start(int port, Path file) throws Exception {
    Path javaHome = Path.of(System.getProperty("java.home"));
    SandboxRequest request = new SandboxRequest(folder.resolve("jvm"), javaHome, Map.of());
    List<String> command =
        List.of(
            new SandboxLauncher().write(request).launcher().orElseThrow().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            UploadToFile.class.getName(),
            Integer.toString(port),
            file.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void connect(ServerSocket server) throws Exception {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      then(accepted.getInputStream().read()).isEqualTo(1);
    }
  }
}
