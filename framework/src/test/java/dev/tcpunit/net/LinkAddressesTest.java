package dev.tcpunit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAddressesTest {
  private final LinkAddresses link = LinkAddresses.parse("192.0.2.1,192.0.2.2");
  private final InetAddress own = link.own();
  private final InetAddress mirrored = link.mirrored();

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1,192.0.2.2", "2001:db8::1,2001:db8::2"})
  void should_read_what_it_wrote(String text) {
    assertThat(LinkAddresses.parse(text)).hasToString(text);
    assertThat(LinkAddresses.parse(text.replace(",", " , "))).hasToString(text);
  }

  @Test
  void should_tell_a_departure_from_an_arrival() {
    assertThat(link.isDeparture(own, mirrored)).isTrue();
    assertThat(link.isArrival(own, mirrored)).isFalse();
    assertThat(link.isDeparture(mirrored, own)).isFalse();
    assertThat(link.isArrival(mirrored, own)).isTrue();
    assertThat(link.isDeparture(own, own)).isFalse();
    assertThat(link.isArrival(mirrored, InetAddress.getLoopbackAddress())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1", "192.0.2.1,192.0.2.2,192.0.2.3"})
  void should_refuse_what_is_not_a_pair(String text) {
    assertThatThrownBy(() -> LinkAddresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a link's own and mirrored address are expected, such as 192.0.2.1,192.0.2.2, but this"
                + " is \"%s\"",
            text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1,example.com | example.com",
        "192.0.2.999,192.0.2.1 | 192.0.2.999",
        "192.0.2.1,1:2 | 1:2",
        "192.0.2.1, | ''"
      })
  void should_refuse_what_is_no_address_without_looking_a_name_up(String text, String part) {
    assertThatThrownBy(() -> LinkAddresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an IPv4 or IPv6 address: \"%s\"", part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1,192.0.2.1", "192.0.2.1,2001:db8::2"})
  void should_refuse_one_address_or_two_kinds(String text) {
    assertThatThrownBy(() -> LinkAddresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a link has two different addresses of one kind, but these are %s",
            text.replace(",", " and "));
  }
}
