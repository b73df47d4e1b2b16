package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.Machine;
import dev.tcpunit.internal.doctor.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureAdviceTest {
  private static final Trial WORKS = new Trial("afpacket", true, "", "");
  private static final Trial FAILS =
      new Trial("afpacket", false, "Operation not permitted", "Run as root.");

  private static final Machine MACHINE =
      new Machine(
          "Linux 6.1",
          "17",
          "root (0)",
          List.of("net_raw"),
          "",
          false,
          false,
          false,
          -1,
          false,
          "");

  private static String advice(List<Trial> inSandbox) {
    return CaptureAdvice.advice(new Diagnosis(MACHINE, List.of(), inSandbox, "", List.of(FAILS)));
  }

  @Test
  void should_say_that_the_jvm_is_not_in_the_private_network_that_it_could_be_in() {
    assertThat(advice(List.of(WORKS)))
        .isEqualTo(
            """
            A private network works on this machine, but this JVM was not started in one.
            Started by JUnit's Launcher, as IDEs, Gradle and Maven do, the test is forked into one; \
            not with tcpunit.fork=never, where its class names another interface, and by \
            EngineTestKit and the like, which apply no filters of the Launcher.
            Or bind the goal tcpunit:sandbox of tcpunit-maven-plugin, and pass no -Djvm to Maven.\
            """);
  }

  @Test
  void should_list_the_remedies_where_there_can_be_no_private_network() {
    assertThat(advice(List.of()))
        .isEqualTo("The doctor says what helps, any one of these:\n  - Run as root.");
  }
}
