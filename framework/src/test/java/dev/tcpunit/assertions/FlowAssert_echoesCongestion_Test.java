package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class FlowAssert_echoesCongestion_Test {
  @Test
  void should_hold_if_the_ACKs_echo_the_mark() {
    assertThat(LinkTraffic.CONGESTED.connection().atServer()).server(FlowAssert::echoesCongestion);
  }

  @Test
  void should_fail_if_they_do_not() {
    assertViolated(
        () -> assertThat(withoutEcho().atServer()).server(FlowAssert::echoesCongestion),
        "FlowAssert.echoesCongestion");
  }

  @Test
  void should_not_tell_if_ECN_was_not_negotiated() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .server(FlowAssert::echoesCongestion),
        "ECN was not negotiated");
  }

  /** A server that negotiates ECN and then does not echo marks. */
  private static Connection withoutEcho() {
    return Patches.patch(
            LinkTraffic.CONGESTED.recording(),
            "192.0.2.1",
            tcp -> {
              if ((tcp.get(13) & TcpFlags.SYN) == 0) {
                Patches.withoutFlag(TcpFlags.ECE).accept(tcp);
              }
            })
        .connection();
  }
}
