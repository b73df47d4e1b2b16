package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
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

  /** As a queue of the sender's own brings it, netem's say. */
  @Test
  void should_not_tell_beside_the_sender_if_the_timestamp_says_that_it_was_sent_before() {
    assertCannotTell(
        () -> assertThat(besideSender(BACK.formatted("0"))).server(FlowAssert::hasMonotonicAcks),
        "ACKs came that are older than one before, maybe overtaken on their way");
    assertViolated(
        () -> assertThat(besideSender(BACK.formatted("1"))).server(FlowAssert::hasMonotonicAcks),
        "FlowAssert.hasMonotonicAcks");
  }

  private static Connection besideSender(String text) {
    return Scenario.trace(text, VantagePoint.SERVER).connections().get(0);
  }
}
