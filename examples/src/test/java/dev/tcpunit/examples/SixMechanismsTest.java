package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The six mechanisms that every upload rests on, each asserted of a real one. */
@CaptureTcp
class SixMechanismsTest {
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
  void checksums(TcpCapture capture) throws Exception {
    assertThat(upload(capture)).hasNoBadChecksums();
  }

  @Test
  void acknowledgement_by_sequence_number(TcpCapture capture) throws Exception {
    assertThat(upload(capture))
        .acksCoverAllBytes()
        .client(upload -> upload.hasAllBytesAcknowledged());
  }

  @Test
  void retransmission_only_when_needed(TcpCapture capture) throws Exception {
    assertThat(upload(capture)).hasNoRetransmissions();
  }

  @Test
  void connection_management(TcpCapture capture) throws Exception {
    assertThat(upload(capture)).hasCompletedHandshake().hasCleanFin();
  }

  @Test
  void order(TcpCapture capture) throws Exception {
    assertThat(upload(capture)).hasNoReorderedSegments();
  }

  @Test
  void sliding_windows(TcpCapture capture) throws Exception {
    assertThat(upload(capture)).respectsAdvertisedWindow();
  }

  private Connection upload(TcpCapture capture) throws Exception {
    new ImageUploader(server.uri()).upload(image);
    return capture.connectionTo(server.port());
  }
}
