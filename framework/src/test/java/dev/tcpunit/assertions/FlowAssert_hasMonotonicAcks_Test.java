package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasMonotonicAcks_Test {
  /** What no kernel sends: an ACK that takes back what the one before it acknowledged. */
  private static final String BACK =
      Uploads.SENT_ONCE + "0.000280 < [.] ack 1000 win 3625 <TS val %s ecr 1>\n";

  @Test
  void should_hold_if_no_ACK_goes_back() {
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .server(FlowAssert::hasMonotonicAcks)
        .client(FlowAssert::hasMonotonicAcks);
  }

  @Test
  void should_fail_if_an_ACK_sent_later_acknowledges_less() {
    assertViolated(
        () ->
            assertThat(Uploads.connection(BACK.formatted("2")))
                .server(FlowAssert::hasMonotonicAcks),
        "FlowAssert.hasMonotonicAcks");
  }

  @Test
  void should_not_tell_if_an_ACK_may_have_been_overtaken() {
    assertCannotTell(
        () ->
            assertThat(Uploads.connection(BACK.formatted("1")))
                .server(FlowAssert::hasMonotonicAcks),
        "ACKs came that are older than one before, maybe overtaken on their way");
  }
}
