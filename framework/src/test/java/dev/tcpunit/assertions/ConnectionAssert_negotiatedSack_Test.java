package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionAssert_negotiatedSack_Test {
  @Test
  void should_hold_if_both_sides_offer_it() {
    assertThat(Traffic.UPLOAD.connection()).negotiatedSack();
    assertThat(Traffic.UPLOAD.recording().summary().connection()).negotiatedSack();
  }

  @Test
  void should_fail_if_neither_side_offers_it() {
    assertViolated(
        () -> assertThat(Traffic.PLAIN.connection()).negotiatedSack(),
        "ConnectionAssert.negotiatedSack");
  }

  /** What was offered and did not arrive is not called missing. */
  @Test
  void should_fail_if_the_offer_does_not_arrive() {
    assertThatThrownBy(() -> assertThat(LinkTraffic.SACK_STRIPPED.connection()).negotiatedSack())
        .hasMessageContaining(
            "but the offer of the client did not arrive, and the server did not offer it")
        .hasMessageContaining("look for: a middlebox that strips options")
        .hasMessageNotContaining("net.ipv4.tcp_sack");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(2).connection()).negotiatedSack(),
        "not both SYN and SYN-ACK were captured");
  }
}
