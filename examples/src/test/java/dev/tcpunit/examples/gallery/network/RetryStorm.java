package dev.tcpunit.examples.gallery.network;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.Map;

/**
 * A refused client tries again at once, and for ever.
 *
 * <p>A server that comes up again is met by all of its clients at once, and goes down again.
 *
 * @see <a href="https://github.com/apache/storm/pull/429">apache/storm#429</a>
 */
public final class RetryStorm implements UploadBug {
  private static final int ATTEMPTS = 20;

  @Override
  public void broken(Upload upload) throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      attempt(upload);
    }
  }

  /** Leaves it to its user to try again. */
  @Override
  public void fixed(Upload upload) throws Exception {
    attempt(upload);
  }

  /** Nobody listens at this address. */
  private static void attempt(Upload upload) throws IOException {
    try (Socket socket = new Socket("127.0.0.2", upload.target().getPort())) {
      upload.post(socket, upload.image(2_000));
    } catch (ConnectException e) {
      // What the user is told.
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasAtMostConnectAttempts(3);
  }

  @Override
  public String cause() {
    return "wait between attempts";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasCompletedHandshake",
        "it was refused",
        "hasCleanFin",
        "so there was nothing to close",
        "hasNoResets",
        "a RST is how it was refused",
        "wasNotAborted",
        "that RST is taken for the end");
  }
}
