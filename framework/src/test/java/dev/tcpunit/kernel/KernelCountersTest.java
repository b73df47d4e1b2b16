package dev.tcpunit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, because the counters are those of the whole network. */
@Isolated
class KernelCountersTest {
  @BeforeEach
  void be_alone() {
    Requires.sandbox();
  }

  @Test
  void should_count_the_segments_of_a_connection() throws IOException {
    // GIVEN
    KernelCounters before = KernelCounters.now();
    // WHEN
    oneByte();
    // THEN three segments opened it; the byte and both FINs are acknowledged alone or with others
    KernelCounters during = KernelCounters.now().since(before);
    assertThat(during.outSegs()).isBetween(6L, 9L);
    assertThat(during.inSegs()).isBetween(6L, 9L);
    assertThat(during.retransSegs()).isZero();
    assertThat(during.get("Tcp", "ActiveOpens")).isEqualTo(1);
    assertThat(during.get("Tcp", "PassiveOpens")).isEqualTo(1);
    assertThat(during.toString()).contains("Tcp.ActiveOpens=1").doesNotContain("=0");
  }

  @Test
  void should_count_a_refusal() throws IOException {
    // GIVEN a port that nobody listens on
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    KernelCounters before = KernelCounters.now();
    // WHEN
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    // THEN
    assertThat(KernelCounters.now().since(before).outRsts()).isEqualTo(1);
  }

  @Test
  void should_know_every_counter_that_has_a_name_here() {
    KernelCounters counters = KernelCounters.now();

    assertThat(counters.since(counters))
        .satisfies(
            none -> {
              assertThat(none.outSegs()).isZero();
              assertThat(none.inCsumErrors()).isZero();
              assertThat(none.fastRetransmits()).isZero();
              assertThat(none.slowStartRetransmits()).isZero();
              assertThat(none.timeouts()).isZero();
              assertThat(none.lossProbes()).isZero();
              assertThat(none.lostRetransmits()).isZero();
              assertThat(none.synRetransmits()).isZero();
              assertThat(none.dsackReceived()).isZero();
              assertThat(none.dsackSent()).isZero();
              assertThat(none.sackReorder()).isZero();
              assertThat(none.outOfOrderQueued()).isZero();
              assertThat(none.toZeroWindowAdv()).isZero();
              assertThat(none.zeroWindowProbes()).isZero();
              assertThat(none).hasToString("{}");
            });
    assertThat(counters.since(counters.since(counters)))
        .isEqualTo(counters)
        .hasSameHashCodeAs(counters);
    assertThat(counters.all())
        .containsKeys("Tcp.RetransSegs", "TcpExt.TCPTimeouts", "Ip.InDelivers");
  }

  @Test
  void should_name_a_counter_that_the_kernel_does_not_have() {
    KernelCounters counters = KernelCounters.now();

    assertThat(counters.find("TcpExt", "TCPNonsense")).isEmpty();
    assertThatThrownBy(() -> counters.get("TcpExt", "TCPNonsense"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("this kernel has no counter TcpExt TCPNonsense");
  }

  private static void oneByte() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket server = listener.accept()) {
      client.getOutputStream().write(1);
      assertThat(server.getInputStream().read()).isEqualTo(1);
      server.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
