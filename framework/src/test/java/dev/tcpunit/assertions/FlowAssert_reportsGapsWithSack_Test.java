package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class FlowAssert_reportsGapsWithSack_Test {
  @Test
  void should_hold_if_the_ACKs_have_SACK_blocks() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .server(FlowAssert::reportsGapsWithSack);
  }

  @Test
  void should_fail_if_they_have_none() {
    assertViolated(
        () -> assertThat(withoutSack().atServer()).server(FlowAssert::reportsGapsWithSack),
        "FlowAssert.reportsGapsWithSack");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.ONE_LOST.connection().atClient())
                .server(FlowAssert::reportsGapsWithSack),
        "it takes a capture beside the server, and this one is not known to stand there");
  }

  /** A server that negotiates SACK and then does not use it. */
  private static Connection withoutSack() {
    return Patches.patch(LinkTraffic.ONE_LOST.recording(), "192.0.2.1", Patches::withoutSackBlocks)
        .connection();
  }
}
