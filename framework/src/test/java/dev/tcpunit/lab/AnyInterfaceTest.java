package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.serverData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploads over a pair of devices, captured on all interfaces at once: each packet is there as it
 * leaves the one and as it comes out of the other.
 */
class AnyInterfaceTest extends KernelCountingTest {
  private static final int BYTES = 60_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_find_nothing_sent_again_or_copied_in_a_healthy_upload(boolean ipv6) throws Exception {
    Trace trace = upload(ipv6);

    assertThat(trace.connections()).hasSize(1);
    // What the link sends on leaves its device unseen, so an arrival is there once.
    assertThat(trace.ignored().seenBefore())
        .isEqualTo(trace.connections().get(0).segmentCount())
        .isPositive();
    assertThat(sum(trace, FlowCount.RETRANSMISSIONS)).isEqualTo(counted().retransSegs());
    assertThat(sum(trace, FlowCount.NETWORK_DUPLICATES)).isZero();
    assertThat(sum(trace, FlowCount.UNDECIDED)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_find_what_both_ends_sent_again(boolean ipv6) throws Exception {
    Trace trace = upload(ipv6, drop(clientData().number(7)), drop(serverData().number(1)));

    assertThat(counted().retransSegs()).isGreaterThanOrEqualTo(2);
    assertThat(sum(trace, FlowCount.RETRANSMISSIONS)).isEqualTo(counted().retransSegs());
    Connection connection = trace.connections().get(0);
    assertThat(connection.serverToClient().retransmissions()).isPositive();
    assertThat(connection.clientToServer().transit().lost()).hasSize(1);
  }

  private static Trace upload(boolean ipv6, Fault... faults) throws Exception {
    LinkBuilder builder = Link.builder().delay(Duration.ofMillis(2)).seed(7);
    try (Link link = (ipv6 ? builder.ipv6() : builder).open();
        CaptureHub hub = CaptureHub.start("afpacket", "any", PayloadMode.HEADERS, 64 << 20);
        CaptureWindow window = hub.open("upload")) {
      Stream.of(faults).forEach(link::apply);
      Upload.over(link, BYTES);
      LinkAddresses addresses =
          new LinkAddresses(link.serverAddress(), link.towards(1).getAddress());
      return awaitQuiet(window, AnalysisOptions.SEGMENTS.overLink(addresses));
    }
  }

  /** Until nothing has come for long: the last ACK was under way when the sockets were closed. */
  private static Trace awaitQuiet(CaptureWindow window, AnalysisOptions options) throws Exception {
    WindowAnalysis live = new WindowAnalysis(window);
    do {
      window.drain();
      live.readOn();
    } while (window.awaitBehind(live.position(), System.nanoTime() + 600_000_000L));
    TraceAnalyzer analyzer = new TraceAnalyzer(options);
    live.replay(analyzer);
    return analyzer.trace("any", Completeness.COMPLETE, 0);
  }

  private static long sum(Trace trace, FlowCount count) {
    return trace.connections().stream()
        .flatMap(c -> Stream.of(Role.values()).map(c::flow))
        .mapToLong((Flow flow) -> flow.count(count))
        .sum();
  }
}
