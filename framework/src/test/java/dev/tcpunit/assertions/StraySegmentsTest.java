package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments that their receiver drops, as Linux does: nothing ends there, and nothing was sent. */
class StraySegmentsTest {
  private static final String UPLOAD =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,TS val 1000 ecr 0,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,TS val 5000 ecr 1000,wscale 7>
      0.020000 > [.] 1 ack 1 win 502 <TS val 1020 ecr 5000>
      0.030000 > [P.] 1:101 ack 1 win 502 <TS val 1030 ecr 5000>
      0.040000 < [.] 1 ack 101 win 508 <TS val 5030 ecr 1030>
      0.050000 > %s
      0.200000 > [P.] 101:201 ack 1 win 502 <TS val 1200 ecr 5030>
      0.210000 < [.] 1 ack 201 win 508 <TS val 5200 ecr 1200>
      0.300000 > [F.] 201 ack 1 win 502 <TS val 1300 ecr 5200>
      0.310000 < [F.] 1 ack 202 win 508 <TS val 5300 ecr 1300>
      0.320000 > [.] 202 ack 2 win 502 <TS val 1320 ecr 5300>
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[F] 101 win 502                             | NO_ACK",
        "[P] 101:201 win 502                         | NO_ACK",
        "[FPU] 101:151 win 502                       | NO_ACK",
        "[none] 101:111 win 502                      | NO_ACK",
        "[F.] 51 ack 1 win 502                       | BELOW_WINDOW",
        "[F.] 90000000 ack 1 win 502                 | FAR_BEYOND_WINDOW",
        "[F.] 101 ack 1 win 502 <TS val 10 ecr 5000> | OLD_TIMESTAMP",
      })
  void should_take_nothing_from_what_is_dropped(String segment, AcceptanceReason reason) {
    Connection connection = upload(segment);

    assertThat(stray(connection).acceptanceReason()).contains(reason);
    assertThat(connection.clientToServer().count(FlowCount.NOT_ACCEPTED)).isEqualTo(1);
    assertHealthy(connection);
  }

  /** It may have been let in by an update that the capture misses; here nobody acknowledges it. */
  @ParameterizedTest
  @CsvSource({"65126", "90101"})
  void should_take_no_end_from_a_FIN_beyond_the_window(long offset) {
    Connection connection = upload("[F.] " + offset + " ack 1 win 502");

    assertThat(stray(connection).acceptanceReason()).contains(AcceptanceReason.BEYOND_WINDOW);
    assertHealthy(connection);
  }

  /** The receiver keeps it aside, and lets go of it for the bytes that come in its place. */
  @ParameterizedTest
  @CsvSource({"102", "151", "200"})
  void should_take_no_end_from_a_FIN_ahead_of_a_hole_that_others_cover(long offset) {
    Connection connection = upload("[F.] " + offset + " ack 1 win 502");

    assertThat(stray(connection).acceptanceReason()).contains(AcceptanceReason.DISPLACED);
    assertThat(connection.clientToServer().count(FlowCount.NOT_ACCEPTED)).isEqualTo(1);
    assertHealthy(connection);
    assertThat(connection).wasClosedFirstBy(Role.CLIENT);
    assertThat(connection.segments().get(6).kind()).isEqualTo(SegmentKind.NEW);
  }

  /** The bytes before it never come: its sender closes where they would begin. */
  @ParameterizedTest
  @CsvSource({"202", "301", "20001"})
  void should_take_no_end_from_a_FIN_ahead_of_a_hole_that_is_never_filled(long offset) {
    Connection connection =
        Scenario.trace(
                UPLOAD
                    .replace("0.050000 > %s\n", "")
                    .replace("0.300000", "0.250000 > [F.] " + offset + " ack 1 win 502\n0.300000"))
            .connections()
            .get(0);

    assertHealthy(connection);
    assertThat(connection.clientToServer().acknowledgedTo()).hasValue(202);
  }

  /** It says nothing of who closed first, either. */
  @Test
  void should_not_close_first_by_a_FIN_ahead_of_a_hole() {
    Connection connection =
        Scenario.trace(
                UPLOAD.lines().limit(5).collect(Collectors.joining("\n"))
                    + """

                    0.050000 > [F.] 151 ack 1 win 502
                    0.060000 < [F.] 1 ack 101 win 508 <TS val 5050 ecr 1030>
                    0.070000 > [.] 101 ack 2 win 502 <TS val 1070 ecr 5050>
                    0.080000 > [F.] 101 ack 2 win 502 <TS val 1080 ecr 5050>
                    0.090000 < [.] 2 ack 102 win 508 <TS val 5090 ecr 1080>
                    """)
            .connections()
            .get(0);

    assertThat(connection).hasCleanFin().wasClosedFirstBy(Role.SERVER);
  }

  private static Connection upload(String segment) {
    return Scenario.trace(UPLOAD.formatted(segment)).connections().get(0);
  }

  private static Segment stray(Connection connection) {
    return connection.segments().get(5);
  }

  private static void assertHealthy(Connection connection) {
    assertThat(connection)
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin()
        .client(c -> c.hasByteCount(200).isContiguous());
    assertThat(connection.clientToServer().finOffset()).hasValue(201);
  }
}
