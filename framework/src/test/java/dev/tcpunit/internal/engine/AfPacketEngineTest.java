package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.afpacket.AfPacketEngine;
import dev.tcpunit.net.ChecksumStatus;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What packet sockets can do beyond the contract. */
@SuppressWarnings("try") // a capture runs while it is open
class AfPacketEngineTest {
  private static final int COOKED_HEADER_BYTES = 20;

  private final AfPacketEngine engine = new AfPacketEngine();
  private final CapturedFrames frames = new CapturedFrames();

  @Test
  void should_say_that_loopback_leaves_checksums_unfinished() throws Exception {
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("lo"), frames);
              Datagrams marker = new Datagrams()) {
            TcpTraffic.uploads("127.0.0.1", 1, 1000);
            frames.drain(marker);

            assertThat(frames.all())
                .filteredOn(TcpTraffic::isTcp)
                .isNotEmpty()
                .allMatch(frame -> frame.checksum() == ChecksumStatus.OFFLOADED);
          }
        });
  }

  @Test
  void should_not_know_the_checksum_of_what_is_no_tcp_or_has_none() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("v0"), frames);
              RawLink there = new RawLink("v1")) {
            there.send("no checksum");

            CapturedFrames.Frame frame = frames.await(each -> each.endsWith("no checksum"));
            assertThat(frame.checksum()).isEqualTo(ChecksumStatus.UNKNOWN);
          }
        });
  }

  @Test
  void should_put_the_vlan_tag_between_the_cooked_header_and_what_it_tags() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("any"), frames);
              RawLink link = new RawLink("v0")) {
            link.sendTagged(42, "tagged");
            frames.awaitCount(frame -> frame.endsWith("tagged"), 2);

            ByteBuffer in = ByteBuffer.wrap(frames.containing("tagged").get(1).bytes());
            assertThat(in.getShort(0)).isEqualTo((short) 0x8100);
            assertThat(in.getShort(COOKED_HEADER_BYTES)).isEqualTo((short) 42);
            assertThat(in.getShort(COOKED_HEADER_BYTES + 2)).isEqualTo((short) 0x88B5);
          }
        });
  }

  @Test
  void should_cook_what_has_a_header_of_another_kind() throws Exception {
    int someOther = 519; // ARPHRD_RAWIP
    PrivateNetwork.run(
        () -> {
          try (TunDevice tunnel = TunDevice.make("t0", someOther);
              LiveCapture capture = engine.start(CaptureRequest.headersOn("t0"), frames)) {
            byte[] sent = tunnel.receive("cooked");
            CapturedFrames.Frame frame = frames.await(each -> each.endsWith("cooked"));

            assertThat(frame.linkType()).isEqualTo(LinkTypes.LINUX_SLL2);
            assertThat(ByteBuffer.wrap(frame.bytes()).getShort(0)).isEqualTo((short) 0x0800);
            assertThat(ByteBuffer.wrap(frame.bytes()).getShort(8)).isEqualTo((short) someOther);
            assertThat(frame.bytes()).endsWith(sent).hasSize(COOKED_HEADER_BYTES + sent.length);
          }
        });
  }

  @Test
  void should_deliver_what_came_before_the_interface_was_removed() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("v0"), frames);
              RawLink there = new RawLink("v1")) {
            there.send("the last");
            Netlink.remove("v0");

            frames.await(frame -> frame.endsWith("the last"));
          }
        });
  }

  @Test
  void should_refuse_systems_other_than_linux() {
    AfPacketEngine elsewhere = new AfPacketEngine("Mac OS X");

    assertThatThrownBy(() -> elsewhere.start(CaptureRequest.headersOn("lo0"), frames))
        .isInstanceOfSatisfying(
            CaptureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SUPPORTED))
        .hasMessage(
            "afpacket on lo0: packet sockets are Linux's, and this is Mac OS X. Install libpcap (on"
                + " Windows Npcap), which the engine pcap4j uses");
  }
}
