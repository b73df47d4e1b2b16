package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequiredNetworkTest {
  private static Optional<String> complaint(boolean isInside, Map<String, String> settings) {
    return RequiredNetwork.complaint(
        () -> new TestName("UploadTest", "uploads"),
        isInside,
        name -> Optional.ofNullable(settings.get(name)),
        () -> "This helps.");
  }

  @Test
  void should_complain_of_a_test_outside_where_a_private_network_is_required() {
    assertThat(complaint(false, Map.of("tcpunit.sandbox", "required")))
        .contains(
            "tcpunit.sandbox is required, but UploadTest.uploads runs in the host's network.\n"
                + "This helps.");
  }

  @Test
  void should_name_the_settings_by_which_it_was_left_there() {
    Map<String, String> never = Map.of("tcpunit.sandbox", " Required ", "tcpunit.fork", "never");
    Map<String, String> engine =
        Map.of(
            "tcpunit.sandbox", "required",
            "tcpunit.interface", "eth0",
            "tcpunit.engine", "command");

    assertThat(complaint(false, never).orElseThrow())
        .contains(" runs in the host's network (tcpunit.fork=never).\n");
    assertThat(complaint(false, engine).orElseThrow())
        .contains(" (tcpunit.interface=eth0, tcpunit.engine=command).\n");
  }

  @Test
  void should_not_complain_inside_or_where_nothing_is_required() {
    assertThat(complaint(true, Map.of("tcpunit.sandbox", "required"))).isEmpty();
    assertThat(complaint(false, Map.of("tcpunit.sandbox", "auto"))).isEmpty();
    assertThat(complaint(false, Map.of("tcpunit.fork", "never"))).isEmpty();
  }
}
