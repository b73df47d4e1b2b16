package dev.tcpunit.internal.doctor;

import static dev.tcpunit.internal.doctor.Machines.machine;
import static dev.tcpunit.internal.doctor.Machines.ordinary;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.internal.sandbox.Strategy;
import dev.tcpunit.internal.sandbox.StrategyAttempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyRemediesTest {
  @Test
  void should_need_none_where_the_strategy_works() {
    var attempt = StrategyAttempt.worked(Strategy.USER_NAMESPACE, Map.of());
    then(new StrategyRemedies(ordinary()).trial(attempt))
        .isEqualTo(new Trial("user-namespace", true, "", ""));
  }

  @Test
  void should_lift_the_limit_of_user_namespaces() {
    then(remedy(machine("", false, false, false, 0, false), Strategy.USER_NAMESPACE))
        .isEqualTo("allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000");
  }

  @Test
  void should_switch_user_namespaces_on() {
    then(remedy(machine("", false, false, false, 96364, true), Strategy.MAPPED_ROOT))
        .isEqualTo("allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1");
  }

  @Test
  void should_lift_the_restriction_of_apparmor() {
    then(remedy(machine("", false, false, true, 96364, false), Strategy.USER_NAMESPACE))
        .isEqualTo(
            """
            lift AppArmor's restriction (Ubuntu 24.04), as a step of the CI job before Maven: sudo \
            sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
                or, on a machine of your own, for one copy of unshare alone:
                  sudo install /usr/bin/unshare /usr/local/bin/unshare
                  printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' \\
                    'profile tcpunit /usr/local/bin/unshare flags=(unconfined) { userns, }' \\
                    | sudo tee /etc/apparmor.d/tcpunit
                  sudo apparmor_parser -r /etc/apparmor.d/tcpunit\
            """);
  }

  /** As they are printed, with a stand-in for sudo: this machine has no AppArmor. */
  @Test
  void should_print_commands_that_a_shell_runs(@TempDir Path folder) throws Exception {
    Path sudo = folder.resolve("sudo");
    Files.writeString(
        sudo,
        "#!/bin/sh\necho \"$@\" >> %s/log\n[ \"$1\" != tee ] || cat > %s/profile\n"
            .formatted(folder, folder));
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwx------"));
    String remedy = remedy(machine("", false, false, true, 96364, false), Strategy.USER_NAMESPACE);
    String commands = remedy.replaceFirst("(?s).*alone:\n", "");

    ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands);
    shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));

    then(shell.start().waitFor()).isZero();
    then(Files.readAllLines(folder.resolve("log")))
        .containsExactly(
            "install /usr/bin/unshare /usr/local/bin/unshare",
            "tee /etc/apparmor.d/tcpunit",
            "apparmor_parser -r /etc/apparmor.d/tcpunit");
    then(Files.readAllLines(folder.resolve("profile")))
        .containsExactly(
            "abi <abi/4.0>,",
            "include <tunables/global>",
            "profile tcpunit /usr/local/bin/unshare flags=(unconfined) { userns, }");
  }

  @Test
  void should_let_a_container_pass_unshare() {
    Machine container = machine("docker", true, false, false, 96364, false);
    then(remedy(container, Strategy.USER_NAMESPACE))
        .isEqualTo(
            "let the container's seccomp filter pass unshare: docker run"
                + " --security-opt seccomp=unconfined ... (as options: of a CI job's container:)");
    then(remedy(container, Strategy.PRIVILEGED))
        .isEqualTo(
            "give the container the right to make namespaces: docker run --cap-add=SYS_ADMIN"
                + " --security-opt apparmor=unconfined ...");
  }

  @Test
  void should_not_send_to_sudo_where_it_can_have_no_effect() {
    then(remedy(machine("", false, true, false, 96364, false), Strategy.SUDO)).isEmpty();
    then(remedy(ordinary(), Strategy.SUDO))
        .isEqualTo("let this user use sudo without a password, as hosted CI runners do");
  }

  @Test
  void should_install_unshare_before_anything_else() {
    var attempt = StrategyAttempt.failed(Strategy.USER_NAMESPACE, "not on the PATH: unshare");
    then(new StrategyRemedies(machine("docker", true, false, true, 0, true))
            .trial(attempt)
            .remedy())
        .isEqualTo("install unshare: sudo apt-get install util-linux");
  }

  private static String remedy(Machine machine, Strategy strategy) {
    var attempt =
        StrategyAttempt.failed(strategy, "unshare: unshare failed: Operation not permitted");
    return new StrategyRemedies(machine).trial(attempt).remedy();
  }
}
