package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_growsBySlowStart_Test {
  @Test
  void should_hold_if_the_flight_grows_with_the_acknowledgements() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).growsBySlowStart();
  }

  @Test
  void should_fail_if_it_grows_faster() {
    assertViolated(() -> assertThat(bursting()).growsBySlowStart(), "FlowAssert.growsBySlowStart");
  }

  /** No kernel that is known does so. */
  private static Flow bursting() {
    StringBuilder text =
        new StringBuilder(
            """
            0.000000 > [S] 0 win 60000 <mss 1000>
            0.010000 < [S.] 0 ack 1 win 60000 <mss 1000>
            0.010010 > [.] ack 1 win 60000
            0.010020 > [.] 1:1001 ack 1 win 60000
            0.010021 > [.] 1001:2001 ack 1 win 60000
            0.020021 < [.] ack 2001 win 60000
            """);
    for (int i = 0; i < 13; i++) {
      int from = 2001 + 1000 * i;
      text.append("0.0200%02d > [.] %d:%d ack 1 win 60000\n".formatted(30 + i, from, from + 1000));
    }
    return Scenario.trace(text.toString(), VantagePoint.CLIENT)
        .connections()
        .get(0)
        .clientToServer();
  }

  @Test
  void should_not_tell_if_it_never_grew() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).growsBySlowStart(),
        "it never had twice its initial window under way: something else limited it");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .growsBySlowStart(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .growsBySlowStart(),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(PathTraffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .growsBySlowStart(),
        "the capture dropped 3 frames");
  }
}
