package dev.tcpunit.analysis;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Confidence;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

/** What assertions say of segments that the capture wrote in another order than they were sent. */
class CaptureOrderTest {
  private static final String SWAPPED =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.000010 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.000020 > [.] 1 ack 1 win 502
      0.000030 > [.] 1:1461 ack 1 win 502 id 101
      0.000034 > [.] 2921:4381 ack 1 win 502 id 103
      0.000036 > [.] 1461:2921 ack 1 win 502 id 102
      """;
  private static final String ALL_TAKEN = "0.000040 < [.] 1 ack 4381 win 508\n";
  private static final String HOLE = "0.000038 < [.] 1 ack 1461 win 508 <sack 1 {2921:4381}>\n";

  @Test
  void should_not_tell_if_the_receiver_reports_no_hole() {
    Connection connection = loopback(SWAPPED + ALL_TAKEN);

    assertThatNoException().isThrownBy(() -> assertThat(connection).hasNoRetransmissions());
    Segment late = connection.segments().get(5);
    assertThat(late.has(SegmentFinding.CAPTURED_LATE)).isTrue();
    assertThat(late.evidence()).contains(Evidence.NO_HOLE_REPORTED);
    assertThat(late.confidence()).isEqualTo(Confidence.UNDECIDED);
    assertThatThrownBy(() -> assertThat(connection).hasNoReorderedSegments())
        .hasMessageContaining("the packets do not say if 1 segment came late");
  }

  @Test
  void should_be_violated_if_the_receiver_reports_the_hole() {
    Connection connection = loopback(SWAPPED + HOLE + ALL_TAKEN);

    assertThat(connection.clientToServer().count(FlowCount.REORDERED)).isEqualTo(1);
    assertThatThrownBy(() -> assertThat(connection).hasNoReorderedSegments())
        .hasMessageContaining("but 1 of 8 segments arrived after segments sent later")
        .hasMessageContaining(
            "evidence: a loopback loses nothing, so what arrives once was sent once; proven by");
  }

  @Test
  void should_not_tell_as_long_as_the_receiver_has_not_answered() {
    Connection connection = loopback(SWAPPED);

    assertThat(connection.segments().get(5).confidence()).isEqualTo(Confidence.UNDECIDED);
    assertThatThrownBy(() -> assertThat(connection).hasNoReorderedSegments())
        .hasMessageContaining("but it cannot be told: the packets do not say if 1 segment");
  }

  private static Connection loopback(String scenario) {
    TraceAnalyzer analyzer =
        new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.BOTH));
    Scenario.read(scenario, analyzer::onSegment);
    return analyzer.trace("loopback", Completeness.COMPLETE, 0).connections().get(0);
  }
}
