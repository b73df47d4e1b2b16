package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentSandboxTest {
  @Test
  void should_have_no_interface_up_but_loopback_where_the_build_runs_its_tests() throws Exception {
    // GIVEN the build's launcher, which takes the first strategy that works
    Requires.sandbox();
    // THEN
    then(NetworkInterface.networkInterfaces().filter(CurrentSandboxTest::isUp))
        .extracting(NetworkInterface::getName)
        .containsExactly("lo");
  }

  @Test
  void should_not_believe_the_variables_alone() {
    Map<String, String> told =
        Map.of("TCPUNIT_SANDBOX", "privileged", "TCPUNIT_OUTSIDE_NETWORK", "net:[1]");
    then(CurrentSandbox.strategy(told, "net:[1]")).isEmpty();
    then(CurrentSandbox.strategy(told, "net:[2]")).isEqualTo(Optional.of("privileged"));
  }

  @Test
  void should_be_empty_without_a_launcher() {
    then(CurrentSandbox.strategy(Map.of(), "net:[1]")).isEmpty();
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (java.net.SocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
