package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SysctlsTest {
  @Test
  void should_make_tests_repeatable_by_default() {
    Map<String, String> repeatable =
        Map.of(
            "net.ipv4.tcp_early_retrans",
            "0",
            "net.ipv4.tcp_no_metrics_save",
            "1",
            "net.ipv4.tcp_congestion_control",
            "cubic");
    then(Sysctls.defaults()).isEqualTo(repeatable);
    then(Sysctls.parse(null)).isEqualTo(repeatable);
    then(Sysctls.parse(" ")).isEqualTo(repeatable);
  }

  @Test
  void should_take_what_is_asked_over_the_defaults() {
    then(Sysctls.parse("net.ipv4.tcp_early_retrans = 3,\n net.ipv4.tcp_rmem=4096 8192 16384\n"))
        .containsEntry("net.ipv4.tcp_early_retrans", "3")
        .containsEntry("net.ipv4.tcp_no_metrics_save", "1")
        .containsEntry("net.ipv4.tcp_rmem", "4096 8192 16384");
  }

  @Test
  void should_refuse_what_is_no_setting_or_could_leave_the_network() {
    then(catchThrowable(() -> Sysctls.parse("net.ipv4.tcp_ecn")))
        .hasMessage("'net.ipv4.tcp_ecn' is not of the form name=value");
    then(catchThrowable(() -> Sysctls.parse("vm.swappiness=1")))
        .hasMessageStartingWith("'vm.swappiness' is not a sysctl of a private network");
    then(catchThrowable(() -> Sysctls.parse("net/../kernel/panic=1")))
        .hasMessageStartingWith("'net/../kernel/panic' is not a sysctl of a private network");
    then(catchThrowable(() -> Sysctls.parse("net.ipv4.tcp_ecn=1; reboot")))
        .hasMessage("the value '1; reboot' of net.ipv4.tcp_ecn is not a number or word");
  }
}
