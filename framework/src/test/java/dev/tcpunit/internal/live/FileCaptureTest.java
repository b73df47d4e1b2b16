package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCaptureTest {
  private static final int BYTES = 100_000;

  @TempDir Path folder;

  @Test
  void should_hold_all_that_was_sent_between_start_and_stop_and_no_payload() throws Exception {
    Requires.sandbox();
    Path file = folder.resolve("new/upload.pcapng");
    FileCapture capture = FileCapture.start(request(file, PayloadMode.HEADERS, Set.of()));
    upload();
    FileCapture.Summary summary = capture.stop();
    // THEN
    Trace trace = Traces.read(file);
    then(trace.packets()).isEqualTo(summary.frames());
    then(trace.completeness().droppedFrames()).hasValue(0);
    Connection connection = trace.connections().get(0);
    then(connection.clientToServer().bytes()).isEqualTo(BYTES);
    then(connection.clientToServer().payloadSha256()).isEmpty();
  }

  @Test
  void should_hold_the_payload_where_it_was_asked_for() throws Exception {
    Requires.sandbox();
    Path file = folder.resolve("upload.pcapng");
    FileCapture capture = FileCapture.start(request(file, PayloadMode.FULL, Set.of()));
    upload();
    capture.stop();
    then(Traces.read(file).connections().get(0).clientToServer().payloadSha256()).isPresent();
  }

  @Test
  void should_hold_the_ports_that_were_named_and_no_others() throws Exception {
    Requires.sandbox();
    Path file = folder.resolve("upload.pcapng");
    try (ServerSocket named = listen();
        ServerSocket other = listen()) {
      FileCapture capture =
          FileCapture.start(request(file, PayloadMode.HEADERS, Set.of(named.getLocalPort())));
      upload(other);
      upload(named);
      capture.stop();
      then(Traces.read(file).connections())
          .extracting(connection -> connection.server().port())
          .containsExactly(named.getLocalPort());
    }
  }

  @Test
  void should_leave_no_file_where_no_engine_can_capture() {
    Requires.sandbox();
    Path file = folder.resolve("upload.pcapng");
    var request =
        new FileCaptureRequest(file, "no-such-engine", "lo", PayloadMode.HEADERS, Set.of());
    then(catchThrowable(() -> FileCapture.start(request)))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("there is no engine of that name");
    then(file).doesNotExist();
  }

  private static FileCaptureRequest request(Path file, PayloadMode payload, Set<Integer> ports) {
    return new FileCaptureRequest(file, null, "lo", payload, ports);
  }

  private static void upload() throws IOException {
    try (ServerSocket server = listen()) {
      upload(server);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void upload(ServerSocket server) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(new byte[BYTES]);
      client.shutdownOutput();
      then(accepted.getInputStream().readAllBytes()).hasSize(BYTES);
    }
  }
}
