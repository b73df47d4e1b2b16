package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.SegmentFeed;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.rule.retransmission.NoRetransmissions;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a loopback sends again for nothing is no client's fault, and is counted all the same. */
class LoopbackResendsTest {
  private static final String BEGIN =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,TS val 100 ecr 0,wscale 7>
      0.000010 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,TS val 900 ecr 100,wscale 7>
      0.000020 > [.] 1 ack 1 win 502 <TS val 100 ecr 900>
      0.000030 > [.] 1:1461 ack 1 win 502 <TS val 100 ecr 900>
      """;
  private static final String OVERTAKEN =
      """
      0.000034 > [.] 2921:4381 ack 1 win 502 <TS val 100 ecr 900>
      0.000036 < [.] 1 ack 1461 win 508 <TS val 900 ecr 100,sack 1 {2921:4381}>
      """;
  private static final String FIRST =
      "0.000040 > [.] 1461:2921 ack 1 win 502 <TS val 100 ecr 900>\n";
  private static final String SECOND =
      "0.000044 > [.] 1461:2921 ack 1 win 502 <TS val 100 ecr 900>\n";
  private static final String ALL = "0.000046 < [.] 1 ack 4381 win 508 <TS val 900 ecr 100>\n";
  private static final String DUPLICATE =
      "0.000048 < [.] 1 ack 4381 win 508 <TS val 900 ecr 100,sack 1 {1461:2921}>\n";
  private static final String IN_ORDER =
      """
      0.000034 > [.] 1461:2921 ack 1 win 502 <TS val 100 ecr 900>
      0.000036 > [.] 2921:4381 ack 1 win 502 <TS val 100 ecr 900>
      """;

  @Test
  void should_hold_with_a_remark_if_the_receiver_reports_a_duplicate() {
    Connection connection = onLoopback(BEGIN + IN_ORDER + SECOND + ALL + DUPLICATE);

    assertRemark(connection);
  }

  @Test
  void should_hold_with_a_remark_if_the_first_copy_was_overtaken() {
    Connection connection = onLoopback(BEGIN + OVERTAKEN + FIRST + SECOND + ALL);

    assertRemark(connection);
  }

  @Test
  void should_hold_with_a_remark_if_it_was_acknowledged_between_the_copies() {
    String between = "0.000042 < [.] 1 ack 4381 win 508 <TS val 900 ecr 100>\n";

    assertRemark(onLoopback(BEGIN + IN_ORDER + between + SECOND));
  }

  @Test
  void should_count_nothing_if_it_came_late_and_once() {
    Connection connection = onLoopback(BEGIN + OVERTAKEN + FIRST + ALL);

    assertThat(connection.clientToServer().retransmissions()).isZero();
    assertThat(connection.clientToServer().count(FlowCount.REORDERED)).isEqualTo(1);
    assertThat(verdict(connection).summary()).endsWith("none sent twice");
  }

  @Test
  void should_fail_if_nothing_shows_that_it_was_needless() {
    Connection connection = onLoopback(BEGIN + IN_ORDER + SECOND + ALL);

    assertThatThrownBy(() -> assertThat(connection).hasNoRetransmissions())
        .hasMessageContaining("1 of 4 client data segments carried bytes already sent")
        .hasMessageContaining(
            "cause:    two processors of this machine handed segments over in another order");
  }

  @Test
  void should_hold_with_a_remark_if_the_kernel_received_as_many_twice() {
    assertRemark(onLoopback(BEGIN + IN_ORDER + SECOND + ALL, 1));
  }

  @Test
  void should_fail_if_the_kernel_received_fewer_twice_than_were_sent_again() {
    String again = SECOND.replace("44", "45");
    String text = BEGIN + IN_ORDER + SECOND + again + ALL;

    assertThat(verdict(onLoopback(text, 1)).outcome()).isEqualTo(Outcome.VIOLATED);
    assertThat(verdict(onLoopback(text, 2)).holds()).isTrue();
  }

  @Test
  void should_fail_if_it_was_no_loopback() {
    String text = BEGIN + IN_ORDER + SECOND + ALL + DUPLICATE;
    Connection elsewhere =
        Scenario.trace("connection 192.0.2.1:40000 > 192.0.2.2:80\n" + text, VantagePoint.BOTH)
            .connections()
            .get(0);

    assertThat(verdict(elsewhere).outcome()).isEqualTo(Outcome.VIOLATED);
  }

  @Test
  void should_fail_if_the_FIN_was_sent_again_too() {
    String close =
        """
        0.000060 > [F.] 4381 ack 1 win 502 <TS val 100 ecr 900>
        0.300000 > [F.] 4381 ack 1 win 502 <TS val 400 ecr 900>
        """;

    assertThat(verdict(onLoopback(BEGIN + IN_ORDER + SECOND + ALL + DUPLICATE + close)).outcome())
        .isEqualTo(Outcome.VIOLATED);
  }

  @Test
  void should_count_each_of_a_real_upload_as_its_kernel_did() throws IOException {
    Connection connection =
        Traces.read(SharedCorpus.require("faults/loopback-reordering.pcapng")).connections().get(0);

    assertThat(connection.clientToServer().retransmissions()).isEqualTo(5);
    assertThat(connection.clientToServer().count(FlowCount.UNDECIDED)).isZero();
    assertThat(HostReordering.needlessResends(connection)).hasSize(5);
    assertThat(verdict(connection).holds()).isTrue();
  }

  private static void assertRemark(Connection connection) {
    assertThatNoException()
        .isThrownBy(
            () ->
                assertThat(connection)
                    .hasNoRetransmissions()
                    .client(c -> c.hasNoRetransmissions().hasRetransmissions(1)));
    assertThat(verdict(connection).summary())
        .contains(
            "1 segment was sent again without need: this machine's loopback delivered late or in"
                + " another order, and lost nothing (#");
  }

  private static Verdict verdict(Connection connection) {
    return NoRetransmissions.inConnection().judge(connection);
  }

  private static Connection onLoopback(String text) {
    return Scenario.trace(text, VantagePoint.BOTH).connections().get(0);
  }

  private static Connection onLoopback(String text, long receivedTwice) {
    TraceAnalyzer analyzer =
        new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.BOTH));
    Scenario.read(text, SegmentFeed.into(analyzer));
    Continuation counted = new Counted(OptionalLong.of(receivedTwice));
    return analyzer.trace("loopback", Completeness.COMPLETE, 0, counted).connections().get(0);
  }

  /** The end of a capture beside which the kernel counted. */
  private record Counted(OptionalLong receivedTwice) implements Continuation {}
}
