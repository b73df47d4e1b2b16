package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.model.CapturedConnection;
import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.VantagePoint;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlowDynamicsTest {
  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;

  @Test
  void should_count_what_is_under_way_without_what_sack_reports() {
    FlowDynamics upload =
        upload(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.030010 > [.] 1461:2921 ack 1 win 502
                0.030020 > [.] 2921:4381 ack 1 win 502
                0.040000 < [.] 1 ack 1 win 508 <sack 1 {2921:4381}>
                0.041000 > [.] 1:1461 ack 1 win 502
                0.051000 < [.] 1 ack 4381 win 508
                """);

    assertThat(upload.flow().connection().segments())
        .extracting(upload::bytesInFlightAfter)
        .containsExactly(0L, 0L, 0L, 1460L, 2920L, 4380L, 2920L, 2920L, 0L);
    assertThat(upload.flow().connection().segments())
        .extracting(upload::flightSizeAfter)
        .containsExactly(0L, 0L, 0L, 1460L, 2920L, 4380L, 4380L, 4380L, 0L);
    assertThat(upload.maxBytesInFlight()).isEqualTo(4380);
  }

  @Test
  void should_give_the_window_in_bytes_and_what_is_left_of_it() {
    FlowDynamics upload =
        upload(
            OPENING
                + """
                0.030000 > [.] 1:1461 ack 1 win 502
                0.040000 < [.] 1 ack 1461 win 10
                """);

    assertThat(upload.receiveWindow().bytes(segment(upload, 2))).hasValue(65024);
    assertThat(upload.receiveWindow().bytes(segment(upload, 5))).hasValue(1280);
    assertThat(upload.receiveWindow().leftAfter(segment(upload, 4))).hasValue(65024 - 1460);
    assertThat(upload.receiveWindow().leftAfter(segment(upload, 5))).hasValue(1280);
    assertThat(upload.receiveWindow().minBytes()).hasValue(1280);
  }

  @Test
  void should_not_know_a_window_without_the_syns_unless_it_is_zero() {
    FlowDynamics upload =
        upload(
            """
            0.030000 > [.] 1:1461 ack 1 win 502
            0.040000 < [.] 1 ack 1461 win 10
            0.050000 < [.] 1 ack 1461 win 0
            """);

    assertThat(upload.receiveWindow().isKnown()).isFalse();
    assertThat(upload.receiveWindow().bytes(segment(upload, 2))).isEmpty();
    assertThat(upload.receiveWindow().bytes(segment(upload, 3))).hasValue(0);
    assertThat(upload.receiveWindow().leftAfter(segment(upload, 2))).isEmpty();
    assertThat(upload.receiveWindow().minBytes()).isEmpty();
    assertThat(upload.maxSegmentPayload()).isEmpty();
    assertThat(upload.initialWindow()).isEmpty();
  }

  @Test
  void should_time_a_closed_window_and_its_probes() {
    FlowDynamics upload =
        upload(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK>
            0.010000 < [S.] 0 ack 1 win 1460 <mss 1460,sackOK>
            0.020000 > [.] 1 ack 1 win 64240
            0.030000 > [P.] 1:1461 ack 1 win 64240
            0.040000 < [.] 1 ack 1461 win 0
            0.250000 > [.] 1460 ack 1 win 64240
            0.260000 < [.] 1 ack 1461 win 0
            0.660000 > [.] 1460 ack 1 win 64240
            0.670000 < [.] 1 ack 1461 win 5080
            0.680000 < [.] 1 ack 1461 win 0
            0.690000 < [.] 1 ack 1461 win 0
            """);

    assertThat(upload.receiveWindow().zeroWindows()).hasSize(2);
    ZeroWindow first = upload.receiveWindow().zeroWindows().get(0);
    assertThat(first.closing().frame()).isEqualTo(5);
    assertThat(first.opening()).map(Segment::frame).contains(9L);
    assertThat(first.durationNanos()).isEqualTo(630_000_000);
    assertThat(first.probes()).extracting(Segment::frame).containsExactly(6L, 8L);
    assertThat(first.probeIntervalsNanos()).containsExactly(210_000_000L, 410_000_000L);
    ZeroWindow second = upload.receiveWindow().zeroWindows().get(1);
    assertThat(second.opening()).isEmpty();
    assertThat(second.durationNanos()).isEqualTo(10_000_000);
    assertThat(upload.receiveWindow().full()).extracting(Segment::frame).containsExactly(4L);
  }

  @Test
  void should_give_the_initial_window_in_bytes_and_segments() {
    FlowDynamics upload =
        upload(
            OPENING
                + """
                0.030000 > [.] 1:2921 ack 1 win 502
                0.030010 > [P.] 2921:3000 ack 1 win 502
                0.040000 < [.] 1 ack 1461 win 508
                0.040010 > [P.] 3000:4000 ack 1 win 502
                """);

    InitialWindow window = upload.initialWindow().orElseThrow();
    assertThat(window.bytes()).isEqualTo(2999);
    assertThat(window.segments()).isEqualTo(3);
    assertThat(window.sent()).extracting(Segment::frame).containsExactly(4L, 5L);
    assertThat(window.acknowledgement()).map(Segment::frame).contains(6L);
  }

  @Test
  void should_take_the_timestamps_place_off_the_segment_size() {
    FlowDynamics upload =
        upload(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK,TS val 1 ecr 0,wscale 7>
            0.010000 < [S.] 0 ack 1 win 65024 <mss 1400,sackOK,TS val 9 ecr 1,wscale 7>
            """);

    assertThat(upload.maxSegmentPayload()).hasValue(1388);
  }

  @Test
  void should_refuse_a_flow_whose_segments_were_not_kept() {
    CapturedFlow flow = CapturedFlow.builder(Role.CLIENT, null, null).build();
    CapturedFlow other = CapturedFlow.builder(Role.SERVER, null, null).build();
    CapturedConnection.builder(0)
        .lifecycle(
            new Handshake(Handshake.State.NOT_CAPTURED, OptionalLong.empty()),
            new Teardown(Teardown.State.OPEN, Optional.empty()))
        .flows(flow, other)
        .build();

    assertThatThrownBy(() -> FlowDynamics.of(flow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the analysis kept no segments of ");
  }

  private static FlowDynamics upload(String text) {
    return FlowDynamics.of(
        Scenario.trace(text, VantagePoint.CLIENT).connections().get(0).clientToServer());
  }

  private static Segment segment(FlowDynamics dynamics, int frame) {
    return dynamics.flow().connection().segments().get(frame - 1);
  }
}
