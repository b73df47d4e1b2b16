package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoUrgentData_Test {
  @Test
  void should_hold_if_no_data_is_urgent() {
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection())
        .client(FlowAssert::hasNoUrgentData)
        .server(FlowAssert::hasNoUrgentData);
  }

  @Test
  void should_fail_if_a_byte_was_sent_as_urgent() {
    assertViolated(
        () ->
            assertThat(Traffic.URGENT_BYTE.connection())
                .server(FlowAssert::hasNoUrgentData)
                .client(FlowAssert::hasNoUrgentData),
        "FlowAssert.hasNoUrgentData");
  }

  @Test
  void should_not_tell_if_the_urgent_byte_was_missed() {
    Recording missed = Traffic.URGENT_BYTE.recording().missing(s -> s.has(TcpFlags.URG));

    assertCannotTell(
        () -> assertThat(missed.connection()).client(FlowAssert::hasNoUrgentData),
        "the capture misses 1 byte of the client, and maybe more");
  }

  @Test
  void should_not_tell_if_the_capture_began_behind_the_urgent_byte() {
    Recording late = Traffic.URGENT_BYTE.recording().fromBehind(s -> s.has(TcpFlags.URG));

    assertCannotTell(
        () -> assertThat(late.connection()).client(FlowAssert::hasNoUrgentData),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .client(FlowAssert::hasNoUrgentData),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.URGENT_BYTE.recording().summary().connection())
                .client(FlowAssert::hasNoUrgentData),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_urgent_data_was_announced_only() {
    Connection announced =
        Scenario.trace(
                """
                0.000 > [S] 0 win 64240
                0.010 < [S.] 0 ack 1 win 64240
                0.011 > [.] ack 1 win 64240
                0.012 > [.U] 1 ack 1 win 64240
                """)
            .connections()
            .get(0);

    assertCannotTell(
        () -> assertThat(announced).client(FlowAssert::hasNoUrgentData),
        "1 segment with URG and without data announced urgent data that was not captured");
  }
}
