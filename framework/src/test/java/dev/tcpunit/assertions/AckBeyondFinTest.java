package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import org.junit.jupiter.api.Test;

/** An ACK of more than a side has sent proves no byte where its FIN tells what it has sent. */
class AckBeyondFinTest {
  private static final String OPENED =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460], length 0
      12:00:00.010000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 5000, ack 1001, win 64240, options [mss 1460], length 0
      12:00:00.010100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
      12:00:00.020000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:101, ack 1, win 502, length 100
      12:00:00.030000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack 5000, win 502, length 0
      12:00:00.031000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [P.], seq 1:51, ack ACKED, win 502, length 50
      """;

  private static final String CLOSED =
      """
      12:00:00.031100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [F.], seq FIN, ack 51, win 502, length 0
      12:00:00.041000 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [F.], seq 51, ack END, win 502, length 0
      12:00:00.041100 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 52, win 502, length 0
      """;

  @Test
  void should_count_no_byte_that_was_acknowledged_behind_the_fin() {
    Connection connection = connection(101);
    Flow client = connection.clientToServer();

    assertThat(client).hasByteCount(100).hasByteCountAtMost(100).hasAllBytesAcknowledged();
    assertThatThrownBy(() -> assertThat(client).hasByteCountAtLeast(101))
        .hasMessageContaining("but it carried 100, 1 too few");
    assertThat(client.acknowledgedBytes()).isEqualTo(100);
    assertThat(client.count(FlowCount.MISSING_BYTES)).isZero();
    assertThat(connection.segments().get(4).acceptanceReason())
        .hasValue(AcceptanceReason.ACK_OF_UNSENT_DATA);
    assertThatThrownBy(() -> assertThat(connection.serverToClient()).hasNoAcksOfUnsentData())
        .hasMessageContaining("but 1 ACK of data that was never sent");
  }

  @Test
  void should_count_what_was_acknowledged_where_the_fin_says_that_it_was_sent() {
    Connection connection = connection(5000);
    Flow client = connection.clientToServer();

    assertThat(client).hasByteCountAtLeast(4999);
    assertThat(client.acknowledgedBytes()).isEqualTo(4999);
    assertThat(client.count(FlowCount.MISSING_BYTES)).isEqualTo(4899);
    assertThat(connection.segments().get(4).acceptanceReason()).isEmpty();
  }

  private static Connection connection(int fin) {
    String text =
        (OPENED + CLOSED)
            .replace("ACKED", String.valueOf(fin))
            .replace("FIN", String.valueOf(fin))
            .replace("END", String.valueOf(fin + 1));
    return Traces.parseTcpdump(text).connections().get(0);
  }
}
