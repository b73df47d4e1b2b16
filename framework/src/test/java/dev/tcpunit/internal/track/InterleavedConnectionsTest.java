package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two connections with the same addresses and ports at once, each in a VLAN of its own. */
class InterleavedConnectionsTest {
  private static final String BOTH =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460], length 0
      12:00:00.000300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 900001000, win 64240, options [mss 1460], length 0
      12:00:00.010000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 5000, ack 1001, win 64240, options [mss 1460], length 0
      12:00:00.010100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 1001, ack 5001, win 502, length 0
      12:00:00.010300 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 900005000, ack 900001001, win 64240, options [mss 1460], length 0
      12:00:00.010400 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq 900001001, ack 900005001, win 502, length 0
      12:00:00.020000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1001:1101, ack 5001, win 502, length 100
      12:00:00.020300 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 900001001:900001301, ack 900005001, win 502, length 300
      12:00:00.030000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 5001, ack 1101, win 502, length 0
      12:00:00.030100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 1101, ack 5002, win 502, length 0
      12:00:00.030200 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], seq 5002, ack 1102, win 502, length 0
      12:00:00.030300 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 900005001, ack 900001301, win 502, length 0
      12:00:00.030400 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq 900001301, ack 900005002, win 502, length 0
      12:00:00.030500 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], seq 900005002, ack 900001302, win 502, length 0
      """;

  @Test
  void should_give_each_syn_ack_to_the_syn_that_it_acknowledges() {
    Trace trace = Traces.parseTcpdump(BOTH);

    assertThat(trace.connections())
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.handshake().state()).isEqualTo(Handshake.State.COMPLETED))
        .allSatisfy(c -> assertThat(c.teardown().state()).isEqualTo(Teardown.State.CLEAN))
        .allSatisfy(c -> assertThat(c.segmentCount()).isEqualTo(7));
    List<Connection> connections = trace.connections();
    assertThat(connections).extracting(c -> c.clientToServer().bytes()).containsExactly(100L, 300L);
  }
}
