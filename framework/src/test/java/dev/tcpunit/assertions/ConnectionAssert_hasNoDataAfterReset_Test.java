package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoDataAfterReset_Test {
  private static final String OPENED =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;

  @Test
  void should_hold_if_the_RST_is_the_last() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoDataAfterReset();
    assertThat(Traffic.DATA_AFTER_CLOSE.connection()).hasNoDataAfterReset();
  }

  @Test
  void should_hold_if_there_is_no_RST() {
    assertThat(Traffic.UPLOAD.connection()).hasNoDataAfterReset();
  }

  @Test
  void should_fail_if_the_client_goes_on_after_a_RST_in_its_name() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.FORGED_RESET_OF_CLIENT.connection().atServer())
                .hasNoDataAfterReset(),
        "ConnectionAssert.hasNoDataAfterReset");
  }

  @Test
  void should_fail_if_data_follows_the_RST_of_its_receiver() {
    assertViolated(
        () ->
            assertThat(Traffic.DATA_AFTER_CLOSE.recording().overtaking(7).connection())
                .hasNoDataAfterReset(),
        "ConnectionAssert.hasNoDataAfterReset.received");
  }

  @Test
  void should_hold_if_the_connection_goes_on_after_a_RST_that_its_receiver_ignores() {
    assertThat(
            connection(
                OPENED
                    + """
                    0.030000 > [R] 9000000 win 0
                    0.040000 > [P.] 1:101 ack 1 win 502
                    0.050000 < [.] 1 ack 101 win 508
                    """))
        .hasNoDataAfterReset();
  }

  /** RFC 9293 section 3.5.3: a RST may say in its data why it was sent. */
  @Test
  void should_hold_if_only_a_RST_carries_data() {
    assertThat(
            connection(
                OPENED
                    + """
                    0.030000 > [R.] 1 ack 1 win 0
                    0.030010 > [R.] 1:11 ack 1 win 0
                    """))
        .hasNoDataAfterReset();
  }

  @Test
  void should_not_tell_if_data_follows_a_RST_that_may_have_been_ignored() {
    assertCannotTell(
        () ->
            assertThat(
                    connection(
                        OPENED
                            + """
                            0.030000 > [P.] 1:101 ack 1 win 502
                            0.035000 > [R] 201 win 0
                            0.035010 > [P.] 101:201 ack 1 win 502
                            """))
                .hasNoDataAfterReset(),
        "RST #5 may have been accepted or not");
  }

  /** What the server sends until it receives the RST, half a round trip later. */
  @Test
  void should_tell_data_that_was_under_way_from_data_that_was_sent_after() {
    String crossing = OPENED + "0.030000 > [R] 1 win 0\n0.0%d < [P.] 1:101 ack 1 win 508\n";
    assertThat(connection(crossing.formatted(36_000), VantagePoint.CLIENT)).hasNoDataAfterReset();
    assertCannotTell(
        () ->
            assertThat(connection(crossing.formatted(51_000), VantagePoint.CLIENT))
                .hasNoDataAfterReset(),
        "the server may have sent #5 before the RST reached it");
    assertCannotTell(
        () ->
            assertThat(connection(crossing.formatted(36_000), VantagePoint.UNKNOWN))
                .hasNoDataAfterReset(),
        "the server may have sent #5 before the RST reached it");
    assertThatThrownBy(
            () ->
                assertThat(connection(crossing.formatted(36_000), VantagePoint.SERVER))
                    .hasNoDataAfterReset())
        .hasMessageContaining("but the server sent 100 bytes after a RST");
  }

  private static Connection connection(String segments, VantagePoint vantage) {
    return Scenario.trace(segments, vantage).connections().get(0);
  }

  private static Connection connection(String segments) {
    return Scenario.trace(segments).connections().get(0);
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.recording().summary().connection())
                .hasNoDataAfterReset(),
        "the analysis kept no segments");
  }
}
