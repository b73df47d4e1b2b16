package dev.tcpunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.net.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointFilterTest {
  @ParameterizedTest
  @CsvSource({
    "8081, 192.0.2.1, 8081, true",
    ":8081, 192.0.2.1, 8081, true",
    ":8081, 192.0.2.1, 8082, false",
    "192.0.2.1, 192.0.2.1, 8081, true",
    "192.0.2.1, 192.0.2.2, 8081, false",
    "192.0.2.1:8081, 192.0.2.1, 8081, true",
    "192.0.2.1:8081, 192.0.2.1, 8082, false",
    "192.0.2.1:8081, 192.0.2.2, 8081, false",
    "2001:db8::1, 2001:db8::1, 443, true",
    "[2001:db8::1], 2001:db8::1, 443, true",
    "[2001:db8::1]:443, 2001:db8::1, 443, true",
    "[2001:db8::1]:443, 2001:db8::1, 80, false",
    "::1, ::1, 443, true",
  })
  void should_know_addresses_and_ports(String filter, String address, int port, boolean fits)
      throws UnknownHostException {
    Endpoint endpoint = Endpoint.of(InetAddress.getByName(address), port);
    assertThat(EndpointFilter.of(filter).fits(endpoint)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "localhost | 'localhost' is not an address, :port or address:port",
        "\"\" | '' is not an address, :port or address:port",
        "70000 | port 70000 is beyond 65535",
        "300.1.2.3 | '300.1.2.3' is not an IP address",
        "1:2:3 | '1:2:3' is not an IP address",
      })
  void should_refuse_what_is_no_endpoint(String filter, String message) {
    assertThatThrownBy(() -> EndpointFilter.of(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
