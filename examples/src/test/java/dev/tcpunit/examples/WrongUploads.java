package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that fail, each for the fault of its client. {@link WrongUploadsTest} runs them and pins
 * what they say; by its name this class is not run with the others.
 */
@CaptureTcp
class WrongUploads {
  private final byte[] image = TestImages.jpeg(154_000);
  private UploadServer server;

  @BeforeEach
  void start_server() throws Exception {
    server = UploadServer.start();
  }

  @AfterEach
  void stop_server() throws Exception {
    server.close();
  }

  @Test
  void closes_with_reset(TcpCapture capture) throws Exception {
    WrongUploaders.closesWithReset(server.uri(), image);

    assertThat(capture.connectionTo(server.port())).hasCleanFin();
  }

  @Test
  @SuppressWarnings("try") // the socket is there to be closed after the test, not to be used
  void never_closes(TcpCapture capture) throws Exception {
    try (Socket forgotten = WrongUploaders.neverCloses(server.uri(), image)) {
      assertThat(capture.connectionTo(server.port())).hasCleanFin();
    }
  }

  @Test
  void aborts_half_way(TcpCapture capture) throws Exception {
    byte[] small = TestImages.jpeg(40_000);
    WrongUploaders.abortsHalfWay(server.uri(), small);

    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCount(HttpPost.requestLength(server.uri(), small.length)));
  }

  @Test
  void leaves_the_response_unread(TcpCapture capture) throws Exception {
    WrongUploaders.leavesResponseUnread(server.uri(), image);

    assertThat(capture.connectionTo(server.port())).hasCleanFin();
  }
}
