package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasAckRatioBetween_Test {
  @Test
  void should_hold_if_the_ratio_lies_between() {
    assertThat(LinkTraffic.UPLOAD.connection().atServer()).server(s -> s.hasAckRatioBetween(1, 2));
  }

  @Test
  void should_fail_if_there_are_more_ACKs() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atServer())
                .server(s -> s.hasAckRatioBetween(3, 4)),
        "FlowAssert.hasAckRatioBetween");
  }

  @Test
  void should_not_tell_if_the_peer_sent_no_data() {
    assertCannotTell(
        () -> assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasAckRatioBetween(1, 2)),
        "the peer sent no data, so there is nothing to acknowledge");
  }
}
