package dev.tcpunit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TcpInfoTest {
  @Test
  void should_leave_empty_what_an_older_kernel_does_not_tell() {
    // GIVEN what Linux 4.6 fills: 168 bytes
    ByteBuffer struct = ByteBuffer.allocate(168).order(ByteOrder.nativeOrder());
    struct.putInt(100, 3).putLong(120, 5_000_000_000L).putInt(148, -1);
    // WHEN
    TcpInfo info = TcpInfo.of(struct);
    // THEN
    assertThat(info.totalRetrans()).isEqualTo(3);
    assertThat(info.bytesAcked()).hasValue(5_000_000_000L);
    assertThat(info.minRttNanos()).isEmpty();
    assertThat(info.busyNanos()).isEmpty();
    assertThat(info.bytesSent()).isEmpty();
    assertThat(info.reordSeen()).isEmpty();
    assertThat(info)
        .hasToString(
            "bytes_sent ? bytes_acked 5000000000 bytes_retrans ? total_retrans 3 rtt 0.000 ms");
  }

  @Test
  void should_refuse_a_structure_that_no_kernel_makes() {
    assertThatThrownBy(() -> TcpInfo.of(ByteBuffer.allocate(103)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("struct tcp_info has at least 104 bytes, but there are 103");
  }
}
