package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.zeroWindow;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.serverData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.MisbehavingServer;
import dev.tcpunit.lab.ServerBehaviour;
import dev.tcpunit.trace.Connection;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The six mechanisms that every upload rests on, each broken by the network: an upload that arrives
 * whole all the same, and the assertion that tells what it cost. {@link ImpairedUploadsTest} runs
 * them and pins what they say; by its name this class is not run with the others.
 */
@CaptureTcp
@Timeout(20)
@ImpairedLink(delay = "5ms")
class ImpairedUploads {
  private final byte[] image = TestImages.jpeg(154_000);
  private UploadServer server;

  @BeforeEach
  void start_server(Link link) throws Exception {
    server = UploadServer.start(link.serverAddress());
  }

  @AfterEach
  void stop_server() throws Exception {
    server.close();
  }

  /** Checksums: a bit is changed on the way, and the server discards the segment (MUST-3). */
  @Test
  @CaptureTcp(payload = Payload.FULL)
  void segment_corrupted(Link link, TcpCapture capture) throws Exception {
    link.apply(corrupt(clientData().number(5)));

    Connection upload = upload(link, capture, image);

    assertThat(upload).hasNoBadChecksums(); // as it left the client
    assertThat(upload.atServer()).hasNoBadChecksums();
  }

  /**
   * Acknowledgement: the server's ACKs are lost and its response is late, so the client's timer
   * runs out (RFC 6298 section 5), and it sends again what has arrived. The image is so small that
   * all of it is under way at once.
   */
  @Test
  void acknowledgements_lost(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(pureAck().from(SERVER)));
    link.apply(delay(serverData().first(), Duration.ofMillis(400)));

    Connection upload = upload(link, capture, TestImages.jpeg(5 * 1448));

    assertThat(upload).client(client -> client.retransmitsOnlyLostSegments());
  }

  /** Retransmission: later segments arrive, and their duplicate ACKs say at once what is lost. */
  @Test
  void data_lost_and_repaired_at_once(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(clientData().number(5)));

    assertThat(upload(link, capture, image)).hasNoRetransmissions();
  }

  /**
   * Retransmission: the repair is lost too. Nothing was sent after it whose ACK would tell, so only
   * the timer is left.
   */
  @Test
  void repair_lost_as_well(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(clientData().number(3).times(2)));

    assertThat(upload(link, capture, TestImages.jpeg(9 * 1448))).hasNoRetransmissions();
  }

  /** Connection management: no answer to the SYN, which is sent again after a second. */
  @Test
  void syn_lost(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(syn().first()));

    assertThat(upload(link, capture, image)).hasNoRetransmissions();
  }

  /** Connection management: the client's FIN is lost, and the server waits for it. */
  @Test
  void fin_lost(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(fin().from(CLIENT).first()));

    assertThat(upload(link, capture, image)).hasCleanFin().hasNoRetransmissions();
  }

  /** Order: a segment is overtaken by three others; the server sees it late. */
  @Test
  void segments_overtaken(Link link, TcpCapture capture) throws Exception {
    link.apply(reorder(clientData().number(5), 3));

    assertThat(upload(link, capture, image).atServer()).hasNoReorderedSegments();
  }

  /** Sliding windows: a middlebox closes the server's window for a while. */
  @Test
  void window_closed(Link link, TcpCapture capture) throws Exception {
    link.apply(zeroWindow(pureAck().from(SERVER).from(3), Duration.ofMillis(100)));

    assertThat(upload(link, capture, image)).server(acks -> acks.hasNoZeroWindow());
  }

  /** Sliding windows: the server reads slowly, its window closes, and the client has to wait. */
  @Test
  void reader_slow(Link link, TcpCapture capture) throws Exception {
    byte[] small = TestImages.jpeg(20_000);
    ServerBehaviour slow = ServerBehaviour.readsSlowly(1_024, Duration.ofMillis(40));
    try (MisbehavingServer reader = slow.start(link.serverAddress())) {
      URI target = Server.uriAt(link.towards(reader.port()));
      try (Socket socket = HttpPost.connect(target)) {
        HttpPost.sendHead(socket, target, small.length);
        HttpPost.sendBody(socket, small, small.length);
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1); // it has read all, and closes
      }

      assertThat(capture.connectionTo(reader.port())).server(acks -> acks.hasNoZeroWindow());
    }
  }

  private Connection upload(Link link, TcpCapture capture, byte[] sent) throws Exception {
    new ImageUploader(Server.uriAt(link.towards(server.port()))).upload(sent);
    return capture.connectionTo(server.port());
  }
}
