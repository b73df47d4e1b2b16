package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CapturedFrames.Frame;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every engine keeps to while it captures. */
@ParameterizedClass
@EnumSource
class CapturingContractTest {
  @Parameter EngineUnderTest underTest;
  private CaptureEngine engine;
  private final CapturedFrames frames = new CapturedFrames();

  @BeforeEach
  void requireTheEngine() {
    engine = underTest.require();
  }

  @Test
  void should_see_a_datagram_on_loopback_once() throws Exception {
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("lo"), frames)) {
            send("first");
            send("last");
            frames.await(frame -> frame.endsWith("last"));

            assertThat(frames.all()).hasSize(2);
            Frame first = frames.all().get(0);
            assertThat(first.linkType()).isEqualTo(LinkTypes.ETHERNET);
            assertThat(first.bytes()).hasSize(14 + 20 + 8 + 5);
            assertThat(capture.failure()).isEmpty();
            assertThat(capture.statistics().delivered()).isEqualTo(2);
            assertThat(capture.statistics().dropped()).isZero();
          }
        });
  }

  /** Sends to a socket that takes it: nobody answers. */
  private static void send(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
      socket.send(new DatagramPacket(bytes, bytes.length, socket.getLocalSocketAddress()));
    }
  }
}
