package dev.tcpunit.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsOnDemandTest {
  private static final String TWO_CONNECTIONS =
      """
      0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1, win 64240, length 0
      0.000100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 0, ack 2, win 0, length 0
      0.000200 IP 10.0.0.1.40001 > 10.0.0.2.81: Flags [S], seq 1, win 64240, length 0
      """;

  private final Trace trace =
      Traces.read(
          new ByteArrayInputStream(TWO_CONNECTIONS.getBytes(StandardCharsets.UTF_8)),
          "text",
          AnalysisOptions.SUMMARY);

  @Test
  void should_be_the_same_connections_as_those_made_at_once() {
    List<Connection> atOnce =
        Traces.parseTcpdump(TWO_CONNECTIONS, AnalysisOptions.SUMMARY).connections();
    assertThat(trace.connections()).isInstanceOf(ConnectionsOnDemand.class);
    assertThat(List.copyOf(trace.connections()))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*trace")
        .isEqualTo(atOnce);
  }

  @Test
  void should_be_made_once_and_belong_to_the_trace() {
    Connection second = trace.connections().get(1);
    assertThat(trace.connections().get(1)).isSameAs(second);
    assertThat(second.trace()).isSameAs(trace);
    assertThat(second.index()).isEqualTo(1);
    assertThatThrownBy(() -> trace.connections().get(2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void should_take_no_memory_when_nobody_holds_them_any_more() {
    String name = trace.connections().get(0).toString();
    WeakReference<Connection> first = new WeakReference<>(trace.connections().get(0));
    Connection second = trace.connections().get(1);
    for (int i = 0; first.get() != null && i < 100; i++) {
      System.gc();
    }
    assertThat(first.get()).isNull();
    assertThat(trace.connections().get(0)).hasToString(name);
    assertThat(trace.connections().get(0).trace()).isSameAs(trace);
    assertThat(trace.connections().get(1)).isSameAs(second);
  }

  @Test
  void should_be_part_of_one_trace_only() {
    List<Connection> connections = trace.connections();
    assertThatThrownBy(() -> copyWith(connections))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already part of a trace");
  }

  private Trace copyWith(List<Connection> connections) {
    return new CapturedTrace(
        "copy",
        trace.packets(),
        trace.tcpSegments(),
        trace.ignored(),
        trace.completeness(),
        trace.startNanos(),
        trace.endNanos(),
        connections,
        Continuation.ENDED);
  }
}
