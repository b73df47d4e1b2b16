package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CapturedFrames.Frame;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine keeps to while it captures. */
@SuppressWarnings("try") // a capture runs while it is open
@ParameterizedClass
@EnumSource
class CapturingContractTest {
  private static final int BUFFER_BYTES = 4 << 20;

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
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("lo"), frames);
              Datagrams datagrams = new Datagrams()) {
            datagrams.send("first");
            datagrams.send("last");
            frames.await(frame -> frame.endsWith("last"));

            assertThat(frames.texts(Datagrams.HEADER_BYTES)).containsExactly("first", "last");
            assertThat(frames.all()).extracting(Frame::linkType).containsOnly(LinkTypes.ETHERNET);
            assertThat(capture.statistics().delivered()).isEqualTo(2);
            assertThat(capture.statistics().dropped()).isZero();
            assertThat(capture.failure()).isEmpty();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void should_miss_no_segment_that_the_kernel_counted(String address) throws Exception {
    PrivateNetwork.run(
        () -> {
          TcpTraffic.require(address);
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("lo"), frames);
              Datagrams marker = new Datagrams()) {
            TcpTraffic.uploads(address, 20, 1_000_000);

            long counted = TcpTraffic.settledInSegs(() -> frames.drain(marker));

            assertThat(frames.all().stream().filter(TcpTraffic::isTcp)).hasSize((int) counted);
            assertThat(capture.statistics().dropped()).isZero();
          }
        });
  }

  @Test
  void should_stamp_frames_in_nanoseconds_of_the_clock() throws Exception {
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("lo"), frames);
              Datagrams datagrams = new Datagrams()) {
            long before = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
            for (int i = 0; i < 50; i++) {
              datagrams.send("stamped");
            }
            datagrams.send("last");
            long after = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
            frames.await(frame -> frame.endsWith("last"));

            List<Long> times = frames.all().stream().map(Frame::timeNanos).toList();
            assertThat(times).isSorted();
            assertThat(times.get(0)).isGreaterThanOrEqualTo(before);
            assertThat(times.get(times.size() - 1)).isLessThanOrEqualTo(after);
            assertThat(times).anyMatch(time -> time % 1000 != 0);
          }
        });
  }

  @Test
  void should_cut_frames_to_the_snap_length_and_keep_their_original_length() throws Exception {
    CaptureRequest request = new CaptureRequest("lo", 60, BUFFER_BYTES);
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(request, frames);
              Datagrams datagrams = new Datagrams()) {
            datagrams.send("x".repeat(1000));
            datagrams.send("short");
            frames.await(frame -> frame.endsWith("short"));

            assertThat(frames.all())
                .extracting(frame -> frame.bytes().length)
                .containsExactly(60, 47);
            assertThat(frames.all()).extracting(Frame::originalLength).containsExactly(1042, 47);
          }
        });
  }

  @Test
  void should_deliver_all_bytes_of_super_segments_where_payload_is_asked_for() throws Exception {
    CaptureRequest request =
        new CaptureRequest("lo", CaptureRequest.FULL_PAYLOAD, CaptureRequest.DEFAULT_BUFFER_BYTES);
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(request, frames);
              Datagrams marker = new Datagrams()) {
            TcpTraffic.uploads("127.0.0.1", 1, 2_000_000);
            frames.drain(marker);

            assertThat(frames.all())
                .allMatch(frame -> frame.bytes().length == frame.originalLength());
            assertThat(frames.all()).anyMatch(frame -> frame.originalLength() > 30_000);
            assertThat(capture.statistics().dropped()).isZero();
          }
        });
  }

  @Test
  void should_see_both_directions_of_a_real_interface() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("v0"), frames);
              RawLink here = new RawLink("v0");
              RawLink there = new RawLink("v1")) {
            byte[] out = here.send("what goes out");
            byte[] in = there.send("what comes in");
            frames.await(frame -> frame.endsWith("what comes in"));

            assertThat(frames.containing("what "))
                .extracting(Frame::bytes)
                .containsExactly(out, in);
          }
        });
  }

  @Test
  void should_read_an_interface_without_link_layer_header() throws Exception {
    PrivateNetwork.run(
        () -> {
          try (TunDevice tunnel = TunDevice.make("t0", NetworkDevices.ARPHRD_NONE);
              LiveCapture capture = engine.start(CaptureRequest.headersOn("t0"), frames)) {
            byte[] sent = tunnel.receive("no header before IP");
            Frame frame = frames.await(each -> each.endsWith("no header before IP"));

            assertThat(frame.linkType()).isEqualTo(LinkTypes.RAW);
            assertThat(frame.bytes()).isEqualTo(sent);
          }
        });
  }

  @Test
  void should_put_back_the_vlan_tag_that_the_kernel_takes_out() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          try (LiveCapture capture = engine.start(CaptureRequest.headersOn("v0"), frames);
              RawLink there = new RawLink("v1")) {
            byte[] sent = there.sendTagged(42, "tagged");
            Frame frame = frames.await(each -> each.endsWith("tagged"));

            assertThat(frame.bytes()).isEqualTo(sent);
            assertThat(frame.originalLength()).isEqualTo(sent.length);
          }
        });
  }
}
