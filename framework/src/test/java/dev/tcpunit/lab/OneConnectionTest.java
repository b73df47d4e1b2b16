package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.blackhole;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.injectOldSegment;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.truncate;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.serverData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.report.JsonReport;
import dev.tcpunit.report.TraceSchema;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What either end sent again over a link is the connection's, as the kernel counts it, and what the
 * link copied or injected is nobody's.
 */
class OneConnectionTest extends KernelCountingTest {
  private static final int BYTES = 60_000;

  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "2ms", seed = 7)
  class OverIpv4 extends Whole {}

  @Nested
  @CaptureTcp
  @ImpairedLink(ipv6 = true, delay = "2ms", seed = 7)
  class OverIpv6 extends Whole {}

  static Stream<Fault> losses() {
    return Stream.of(
        drop(clientData().number(7)),
        drop(clientData().number(7).times(2)),
        drop(clientData().last(BYTES)),
        drop(serverData().number(1)),
        drop(fin().from(CLIENT).first()),
        drop(fin().from(SERVER).first()),
        drop(syn().first()),
        drop(synAck().first()),
        corrupt(clientData().number(7)),
        corrupt(serverData().number(1)),
        truncate(clientData().number(7), 100),
        delay(clientData().number(7), Duration.ofMillis(40)),
        delay(serverData().number(1), Duration.ofMillis(700)),
        blackhole(Duration.ZERO, Duration.ofMillis(100)));
  }

  static Stream<Fault> disorder() {
    return Stream.of(
        duplicate(clientData().number(7)),
        duplicate(clientData().first()),
        duplicate(serverData().number(1)),
        duplicate(fin().from(CLIENT)),
        duplicate(fin().from(SERVER)),
        duplicate(syn()),
        duplicate(synAck()),
        duplicate(pureAck().from(SERVER).number(3)),
        injectOldSegment(CLIENT, clientData().number(20)),
        reorder(clientData().number(7), 2),
        drop(pureAck().from(SERVER).number(3)));
  }

  /** The same over either protocol. */
  abstract class Whole {
    private Connection upload(Link link, TcpCapture capture, Fault fault) throws Exception {
      link.apply(fault);
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));
      TeardownRules.CLEAN_FIN.judge(connection);
      return capture.connectionTo(connection.server().port());
    }

    @ParameterizedTest
    @MethodSource("dev.tcpunit.lab.OneConnectionTest#losses")
    void should_count_what_both_ends_sent_again_and_hold_each_segment_once(
        Fault fault, Link link, TcpCapture capture) throws Exception {
      Connection connection = upload(link, capture, fault);

      long kernel = counted().retransSegs();
      assertThat(kernel).isPositive();
      assertThat(sentAgain(connection)).isEqualTo(kernel);
      assertThat(RetransmissionRules.NO_RETRANSMISSIONS.judge(connection).outcome())
          .isEqualTo(Outcome.VIOLATED);
      assertThat(json(connection)).contains("\"vantage\":\"BOTH\"").doesNotContain("atServer");
      assertHeldOnceWhereSent(connection);
    }

    @ParameterizedTest
    @MethodSource("dev.tcpunit.lab.OneConnectionTest#disorder")
    void should_count_nothing_that_the_link_alone_did(Fault fault, Link link, TcpCapture capture)
        throws Exception {
      Connection connection = upload(link, capture, fault);

      assertThat(sentAgain(connection)).isEqualTo(counted().retransSegs());
      for (Connection end : connection.views()) {
        assertThat(sentAgain(end))
            .as("at the %s", end.vantagePoint())
            .isEqualTo(sentAgain(connection));
      }
      boolean copied =
          fault.toString().startsWith("duplicate") || fault.toString().startsWith("inject");
      assertThat(copies(connection) > 0).isEqualTo(copied);
      assertThat(OrderRules.NO_NETWORK_DUPLICATES.judge(connection).outcome())
          .isEqualTo(copied ? Outcome.VIOLATED : Outcome.HOLDS);
    }
  }

  private static void assertHeldOnceWhereSent(Connection connection) {
    assertThat(connection.vantagePoint()).isEqualTo(VantagePoint.BOTH);
    for (Role sender : Role.values()) {
      assertThat(from(connection, sender)).isEqualTo(from(connection.seenBy(sender), sender));
    }
    assertThat(connection.segments())
        .extracting(Segment::index)
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i + 1).limit(connection.segments().size()).toList());
  }

  private static List<Segment> from(Connection connection, Role sender) {
    return connection.segments().stream().filter(s -> s.from() == sender).toList();
  }

  private static long sentAgain(Connection connection) {
    return connection.flows().stream()
        .mapToLong(
            flow ->
                flow.retransmissions()
                    + flow.count(FlowCount.SYN_RETRANSMISSIONS)
                    + flow.count(FlowCount.FIN_RETRANSMISSIONS))
        .sum();
  }

  private static long copies(Connection connection) {
    long counted =
        connection.flows().stream()
            .mapToLong(flow -> flow.count(FlowCount.NETWORK_DUPLICATES))
            .sum();
    long found =
        Stream.of(Role.values())
            .map(sender -> connection.flow(sender).asReceived())
            .flatMap(OneConnectionTest::segments)
            .filter(segment -> segment.kind() == SegmentKind.NETWORK_DUPLICATE)
            .count();
    assertThat(found).isEqualTo(counted);
    return counted;
  }

  private static Stream<Segment> segments(Flow flow) {
    return flow.connection().segments().stream().filter(s -> s.from() == flow.sender());
  }

  private static String json(Connection connection) {
    StringWriter out = new StringWriter();
    new JsonReport().withSegments().write(connection.trace(), out);
    assertThat(TraceSchema.violationsOf(out.toString())).isEmpty();
    return out.toString();
  }
}
