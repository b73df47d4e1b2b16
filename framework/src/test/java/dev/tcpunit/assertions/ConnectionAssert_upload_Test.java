package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionAssert_upload_Test {
  @Test
  void should_lead_to_the_client_if_it_sent_more() {
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).upload(u -> u.hasByteCount(1000));
  }

  @Test
  void should_lead_to_the_server_if_it_sent_more() {
    assertThat(Uploads.connection(Uploads.OPENED + "0.1 < [P.] 1:501 ack 1 win 342\n"))
        .upload(u -> u.hasByteCount(500));
  }

  @Test
  void should_lead_to_the_client_if_neither_sent_more() {
    assertThatThrownBy(
            () -> assertThat(Uploads.connection(Uploads.OPENED)).upload(u -> u.hasByteCount(1)))
        .hasMessageContaining("client 127.0.0.1:35648 > 127.0.0.1:8081");
  }
}
