package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {
  @Test
  void should_read_ports_and_hosts() {
    Doors doors = new Doors(" 5432, minio:9000,minio:9001 10.1.2.3:80,[fd00::7]:443 ", "8080");
    assertThat(doors.with(""))
        .containsExactly(
            new Door(Door.Way.FORWARD, "localhost", 5432, List.of("127.0.0.1", "::1")),
            new Door(Door.Way.FORWARD, "minio", 9000, List.of("127.64.0.1")),
            new Door(Door.Way.FORWARD, "minio", 9001, List.of("127.64.0.1")),
            new Door(Door.Way.FORWARD, "10.1.2.3", 80, List.of("10.1.2.3")),
            new Door(Door.Way.FORWARD, "fd00::7", 443, List.of("fd00::7")),
            new Door(Door.Way.EXPOSE, "localhost", 8080, List.of("127.65.0.1")));
    assertThat(doors.names()).isEqualTo(Map.of("minio", "127.64.0.1"));
    assertThat(doors.addresses()).containsExactly("10.1.2.3", "fd00::7");
  }

  @Test
  void should_take_loopback_for_the_host_itself() {
    assertThat(new Doors("127.0.0.1:5432,[::1]:5433,localhost:5434", "").with(""))
        .extracting(Door::toString)
        .containsExactly("5432", "5433", "5434");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "0", "65536", "minio", "minio:", ":80", "a:b:80", "5432-5440"})
  void should_say_what_is_no_door(String text) {
    assertThatThrownBy(() -> new Doors("5432," + text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not of the form PORT or HOST:PORT, as 5432 or db:5432", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "0.0.0.0:8080", "9000,localhost:8080"})
  void should_refuse_to_lead_out_what_comes_in(String exposed) {
    assertThatThrownBy(() -> new Doors("5432,[::1]:8080", exposed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port 8080 cannot be both forwarded and exposed: who comes in by it would be led out"
                + " again");
  }

  @Test
  void should_lead_out_to_another_host_by_a_port_that_is_exposed() {
    assertThat(new Doors("minio:8080,10.1.2.3:8080", "8080").with("")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005",
        "-agentlib:jdwp=transport=dt_socket,address=localhost:5005,server=y",
        "-Xrunjdwp:transport=dt_socket,server=y,address=127.0.0.1:5005,suspend=n"
      })
  void should_have_one_for_a_debugger(String option) {
    assertThat(Doors.NONE.with(option))
        .singleElement()
        .satisfies(door -> assertThat(door.way()).isEqualTo(Door.Way.DEBUGGER))
        .hasToString("5005");
  }

  @Test
  void should_tell_who_listens_for_a_debugger_and_where() {
    assertThat(Doors.NONE.with("-agentlib:jdwp=transport=dt_socket,server=n,address=5005"))
        .extracting(Door::way)
        .containsExactly(Door.Way.TO_DEBUGGER);
    assertThat(Doors.NONE.with("-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005"))
        .hasToString("[0.0.0.0:5005]");
    assertThat(Doors.NONE.with("-agentlib:jdwp=transport=dt_socket,server=y")).isEmpty();
  }
}
