package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
  @TempDir Path directory;

  @Test
  void should_know_common_names_and_numbers_without_a_file_of_the_machine() {
    Services services = Services.load(directory.resolve("none"));

    assertThat(services.port("tproxy")).isEqualTo(8081);
    assertThat(services.port("http-alt")).isEqualTo(8080);
    assertThat(services.port("www")).isEqualTo(80);
    assertThat(services.port("65535")).isEqualTo(65535);
  }

  @Test
  void should_add_names_and_aliases_of_the_machine_to_the_common_ones() throws IOException {
    Path file = directory.resolve("services");
    Files.writeString(
        file,
        "# comment\nhttp 81/tcp\nmine 7001/tcp our ours # ports\nmine 7002/udp\nlarge 70000/tcp\n");

    Services services = Services.load(file);

    assertThat(services.port("http")).isEqualTo(80);
    assertThat(services.port("mine")).isEqualTo(7001);
    assertThat(services.port("ours")).isEqualTo(7001);
    assertThatThrownBy(() -> services.port("large")).hasMessageContaining("\"large\"");
  }

  @Test
  void should_refuse_what_is_no_port() {
    Services services = Services.load(directory.resolve("none"));

    assertThatThrownBy(() -> services.port("65536"))
        .hasMessage("port must be between 0 and 65535, but is 65536");
    assertThatThrownBy(() -> services.port("nosuch"))
        .hasMessage("no port is known for service \"nosuch\" (tcpdump -nn prints numbers)");
  }
}
