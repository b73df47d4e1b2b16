package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_sendsEachMessageInFewestSegments_Test {
  @Test
  void should_hold_if_each_is_written_at_once() {
    assertThat(Traffic.UPLOAD.connection()).client(FlowAssert::sendsEachMessageInFewestSegments);
    assertThat(LinkTraffic.UPLOAD.connection())
        .client(FlowAssert::sendsEachMessageInFewestSegments);
  }

  @Test
  void should_fail_if_the_header_of_a_TLS_record_leaves_alone() {
    assertViolated(
        () ->
            assertThat(Traffic.TLS_RECORD_IN_PIECES.connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "FlowAssert.sendsEachMessageInFewestSegments.record");
  }

  @Test
  void should_not_tell_if_two_TLS_records_may_be_two_messages() {
    assertCannotTell(
        () ->
            assertThat(TlsTraffic.TLS_1_2.connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "#1 and #2 fit into one segment, but may be two messages");
  }

  /** The head has to go first. */
  @Test
  void should_hold_if_the_server_spoke_between_head_and_body() {
    assertThat(Traffic.EXPECT_CONTINUE.connection())
        .client(FlowAssert::sendsEachMessageInFewestSegments)
        .server(FlowAssert::sendsEachMessageInFewestSegments);
  }

  /** No segment has room for both. */
  @Test
  void should_hold_if_a_head_leaves_before_a_long_body() {
    assertThat(Traffic.EAGER_UPLOAD.connection())
        .client(FlowAssert::sendsEachMessageInFewestSegments);
  }

  /** A long write ends with a small segment, and what is written next may have room behind it. */
  @Test
  void should_hold_if_a_long_write_ends_small() {
    Flow flow =
        Scenario.trace(
                """
                0.0000 > [S] 0 win 64240 <mss 1460>
                0.0001 < [S.] 0 ack 1 win 64240 <mss 1460>
                0.0002 > [.] ack 1 win 64240
                0.0003 > [.] 1:1461 ack 1 win 64240
                0.0004 > [P.] 1461:1500 ack 1 win 64240
                0.0005 > [P.] 1500:1507 ack 1 win 64240
                0.0006 < [.] ack 1507 win 64240
                """,
                VantagePoint.CLIENT)
            .connections()
            .get(0)
            .clientToServer();

    assertThat(flow).sendsEachMessageInFewestSegments();
  }

  @Test
  void should_fail_if_each_part_of_a_chunk_is_written_apart() {
    assertViolated(
        () ->
            assertThat(Traffic.CHUNKED_IN_PIECES.connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "FlowAssert.sendsEachMessageInFewestSegments");
  }

  @Test
  void should_not_tell_if_the_pieces_may_be_messages() {
    String reason = "fit into one segment, but may be two messages: it takes payload of HTTP/1";

    assertCannotTell(
        () ->
            assertThat(Traffic.CHUNKED_IN_PIECES.recording().headersOnly().connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "#N and #N " + reason);
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.SMALL_WRITES.connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "#N and #N " + reason);
  }

  @Test
  void should_not_tell_if_nothing_was_sent() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection())
                .server(FlowAssert::sendsEachMessageInFewestSegments),
        "this side sent no data");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.CHUNKED_IN_PIECES.recording().dropping(3).connection())
                .client(FlowAssert::sendsEachMessageInFewestSegments),
        "the capture dropped 3 frames");
  }
}
