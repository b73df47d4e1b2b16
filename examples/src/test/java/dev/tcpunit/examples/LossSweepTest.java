package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;

/** The upload of an image survives the loss of any one of its segments, and closes cleanly. */
@CaptureTcp
@ImpairedLink(delay = "2ms")
class LossSweepTest {
  private final byte[] image = TestImages.jpeg(154_000);

  @LossSweep
  void image_arrives_whichever_segment_is_lost(Link link, TcpCapture capture) throws Exception {
    upload(link, capture);
  }

  @LossSweep({
    LossSweep.Kind.SYN,
    LossSweep.Kind.SYN_ACK,
    LossSweep.Kind.SERVER_DATA,
    LossSweep.Kind.FIN
  })
  void image_arrives_whatever_else_is_lost(Link link, TcpCapture capture) throws Exception {
    upload(link, capture);
  }

  private void upload(Link link, TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start(link.serverAddress())) {
      new ImageUploader(Server.uriAt(link.towards(server.port()))).upload(image);

      assertThat(server.images()).containsExactly(image);
      assertThat(capture.connectionTo(server.port())).acksCoverAllBytes().hasCleanFin();
      assertThat(capture.connectionTo(server.port()).atServer()).hasCleanFin();
    }
  }
}
