package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.wire.DecodedSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
  private final Hosts hosts = new Hosts();

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, false, 192.0.2.1:7",
    "localhost, false, 127.0.0.1:7",
    "LOCALHOST, true, [::1]:7",
    "ip6-localhost, true, [::1]:7",
    "::ffff:192.0.2.1, true, [::ffff:c000:201]:7",
    "fe80::1%eth0, true, [fe80::1]:7",
    "example.org, false, 198.51.100.1:7",
    "example.org, true, [2001:db8::1]:7"
  })
  void should_know_the_address(String host, boolean ipv6, String endpoint) {
    assertThat(address(host, ipv6)).isEqualTo(endpoint);
  }

  @Test
  void should_keep_one_address_for_one_name_and_go_on_in_the_second_block() {
    for (int i = 1; i <= 254; i++) {
      assertThat(address("host" + i, false)).isEqualTo("198.51.100." + i + ":7");
    }

    assertThat(address("host255", false)).isEqualTo("203.0.113.1:7");
    assertThat(address("host3", false)).isEqualTo("198.51.100.3:7");
  }

  @Test
  void should_say_what_to_do_if_there_are_more_names_than_addresses() {
    for (int i = 1; i <= 508; i++) {
      address("host" + i, false);
    }

    assertThatThrownBy(() -> address("host509", false))
        .hasMessage("more than 508 host names (tcpdump -n prints addresses)");
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.256, false, IPv4", "2001:db8::1, false, IPv4", "2001:db8:::1, true, IPv6"})
  void should_refuse_what_is_no_such_address(String host, boolean ipv6, String version) {
    assertThatThrownBy(() -> address(host, ipv6))
        .hasMessage("\"" + host + "\" is not an " + version + " address");
  }

  private String address(String host, boolean ipv6) {
    DecodedSegment segment = new DecodedSegment();
    segment.ipv6 = ipv6;
    segment.sourcePort = 7;
    hosts.source(segment, host);
    return segment.source().toString();
  }
}
