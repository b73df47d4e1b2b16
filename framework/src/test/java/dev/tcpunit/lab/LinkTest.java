package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
  @BeforeEach
  void needs_a_private_network() {
    Requires.sandbox();
  }

  @Test
  void should_carry_an_upload_unchanged() throws Exception {
    try (Link link = Link.open()) {
      Upload.over(link, 5_000_000);

      assertThat(link.statistics().droppedByForwarder()).isZero();
      assertThat(link.statistics().forwardedBytes()).isGreaterThan(5_000_000);
    }
  }

  @Test
  void should_carry_an_upload_over_ipv6() throws Exception {
    try (Link link = Link.builder().ipv6().open()) {
      Upload.over(link, 500_000);

      assertThat(link.serverAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
      assertThat(link.statistics().forwardedBytes()).isGreaterThan(500_000);
    }
  }

  @Test
  void should_drop_the_segment_that_is_named_and_no_other() throws Exception {
    try (Link link = Link.open()) {
      link.apply(drop(clientData().number(5)));

      Upload.over(link, 100_000);

      assertThat(link.firedFaults()).hasSize(1);
      assertThat(link.firedFaults().get(0).toString())
          .matches("drop client data 5: connection 1, client \\[P?\\.] 5793:7241");
      assertThat(link.unfiredFaults()).isEmpty();
      assertThat(link.statistics().droppedByFaults()).isEqualTo(1);
    }
  }
}
