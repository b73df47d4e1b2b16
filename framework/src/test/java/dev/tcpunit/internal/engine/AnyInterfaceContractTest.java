package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CapturedFrames.Frame;
import dev.tcpunit.internal.sandbox.Detours;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine keeps to when it captures on all interfaces. */
@SuppressWarnings("try") // a capture runs while it is open
@ParameterizedClass
@EnumSource
class AnyInterfaceContractTest {
  private static final int COOKED_HEADER_BYTES = 20;
  private static final int IP_AND_UDP_BYTES = 28;

  @Parameter EngineUnderTest underTest;
  private CaptureEngine engine;
  private final CapturedFrames frames = new CapturedFrames();

  @BeforeEach
  void requireTheEngine() {
    engine = underTest.require();
  }

  @Test
  void should_see_loopback_once_from_the_first_frame_on() throws Exception {
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("any"), frames);
              Datagrams datagrams = new Datagrams()) {
            datagrams.send("first");
            datagrams.send("last");
            frames.await(frame -> frame.endsWith("last"));

            assertThat(frames.texts(COOKED_HEADER_BYTES + IP_AND_UDP_BYTES))
                .containsExactly("first", "last");
            Frame frame = frames.all().get(0);
            assertThat(frame.linkType()).isEqualTo(LinkTypes.LINUX_SLL2);
            assertThat(frame.originalLength())
                .isEqualTo(COOKED_HEADER_BYTES + IP_AND_UDP_BYTES + 5);
            ByteBuffer header = ByteBuffer.wrap(frame.bytes());
            assertThat(header.getShort(0)).as("protocol").isEqualTo((short) 0x0800);
            assertThat(header.getInt(4)).as("interface index").isEqualTo(1);
            assertThat(header.getShort(8)).as("hardware type").isEqualTo((short) 772);
            assertThat(header.get(10)).as("packet type: to us").isZero();
            assertThat(header.get(20)).as("IPv4 header follows").isEqualTo((byte) 0x45);
          }
        });
  }

  @Test
  void should_see_a_frame_once_on_each_interface_that_it_passes() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("any"), frames);
              RawLink link = new RawLink("v0")) {
            link.send("over the pair");
            link.send("the last");
            frames.await(frame -> frame.endsWith("the last"));
            frames.awaitCount(frame -> frame.endsWith("the last"), 2);

            List<Frame> seen = frames.containing("over the pair");
            assertThat(seen)
                .extracting(frame -> frame.bytes()[10])
                .containsExactly((byte) 4, (byte) 1);
            assertThat(seen).extracting(frame -> frame.bytes()[7]).doesNotHaveDuplicates();
          }
        });
  }

  @Test
  void should_leave_out_the_detour_of_loopback() throws Exception {
    PrivateNetwork.run(
        () -> {
          Detours.open();
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("any"), frames);
              Datagrams datagrams = new Datagrams();
              RawLink link = new RawLink("v0")) {
            link.send("over the pair");
            datagrams.send("first");
            datagrams.send("last");
            frames.await(frame -> frame.endsWith("last"));
            frames.awaitCount(frame -> frame.endsWith("over the pair"), 2);

            assertThat(frames.containing("first")).hasSize(1);
            assertThat(frames.containing("last")).hasSize(1);
            assertThat(frames.containing("over the pair")).hasSize(2);
            assertThat(ByteBuffer.wrap(frames.containing("last").get(0).bytes()).getInt(4))
                .as("interface index: lo")
                .isEqualTo(1);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void should_miss_no_segment_that_the_kernel_counted(String address) throws Exception {
    PrivateNetwork.run(
        () -> {
          TcpTraffic.require(address);
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("any"), frames);
              Datagrams marker = new Datagrams()) {
            TcpTraffic.uploads(address, 5, 1_000_000);

            long counted = TcpTraffic.settledInSegs(() -> frames.drain(marker));

            assertThat(frames.all().stream().filter(TcpTraffic::isTcp)).hasSize((int) counted);
          }
        });
  }
}
