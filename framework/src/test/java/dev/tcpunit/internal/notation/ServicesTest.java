package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServicesTest {
  private final Services services = new Services();

  @Test
  void should_know_common_names_aliases_and_numbers() {
    assertThat(services.port("tproxy")).isEqualTo(8081);
    assertThat(services.port("http-alt")).isEqualTo(8080);
    assertThat(services.port("www")).isEqualTo(80);
    assertThat(services.port("65535")).isEqualTo(65535);
  }

  @Test
  void should_give_each_unknown_name_a_port_of_its_own_that_nobody_has() {
    assertThat(services.port("nosuchservice")).isEqualTo(225);
    assertThat(services.port("another")).isEqualTo(226);
    assertThat(services.port("nosuchservice")).isEqualTo(225);
    for (int i = 2; i < 17 + 7 + 10; i++) {
      assertThat(services.port("name" + i)).isLessThan(1024);
    }
    assertThat(services.port("later")).isEqualTo(47809);
  }

  @Test
  void should_refuse_what_is_no_port() {
    assertThatThrownBy(() -> services.port("65536"))
        .hasMessage("port must be between 0 and 65535, but is 65536");
    for (int i = 0; i < 225; i++) {
      services.port("name" + i);
    }
    assertThatThrownBy(() -> services.port("one-more"))
        .hasMessageStartingWith("more than 225 unknown service names");
  }
}
