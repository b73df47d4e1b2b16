package dev.tcpunit.internal.doctor;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
  @TempDir Path root;

  @Test
  void should_read_what_the_kernel_says_of_the_process() throws Exception {
    file(
        "proc/self/status",
        """
        Name:\tjava
        Uid:\t1001\t1000\t1000\t1000
        CapEff:\t0000000000003000
        NoNewPrivs:\t1
        Seccomp:\t2
        """);
    file("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    file("proc/sys/kernel/unprivileged_userns_clone", "0\n");
    file("proc/sys/user/max_user_namespaces", "0\n");
    file(".dockerenv", "");
    Machine machine = new MachineReader(root, Map.of()).read();
    then(machine.user()).isEqualTo(System.getProperty("user.name") + " (uid 1000)");
    then(machine.capabilities()).containsExactly("net_admin", "net_raw");
    then(machine.noNewPrivileges()).isTrue();
    then(machine.seccomp()).isTrue();
    then(machine.appArmorRestriction()).isTrue();
    then(machine.userNamespacesSwitchedOff()).isTrue();
    then(machine.maxUserNamespaces()).isZero();
    then(machine.container()).isEqualTo("docker");
  }

  @Test
  void should_read_a_limit_of_several_digits_whole_from_the_kernel() throws Exception {
    Path limit = Path.of("/proc/sys/user/max_user_namespaces");
    Requires.that("linux", Files.exists(limit), "there is no " + limit);
    Process cat = new ProcessBuilder("cat", limit.toString()).start();
    long expected = Long.parseLong(cat.inputReader().readLine());
    then(new MachineReader(Path.of("/"), Map.of()).read().maxUserNamespaces()).isEqualTo(expected);
  }

  @Test
  void should_do_without_any_of_it() {
    Machine machine = new MachineReader(root, Map.of()).read();
    then(machine.user()).isEqualTo(System.getProperty("user.name"));
    then(machine.capabilities()).isEmpty();
    then(machine.noNewPrivileges()).isFalse();
    then(machine.seccomp()).isFalse();
    then(machine.appArmorRestriction()).isFalse();
    then(machine.userNamespacesSwitchedOff()).isFalse();
    then(machine.maxUserNamespaces()).isEqualTo(-1);
    then(machine.container()).isEmpty();
  }

  @Test
  void should_tell_podman_kubernetes_and_what_calls_itself_a_container() throws Exception {
    then(new MachineReader(root, Map.of("container", "lxc")).read().container()).isEqualTo("lxc");
    then(new MachineReader(root, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).read().container())
        .isEqualTo("kubernetes");
    file("run/.containerenv", "");
    then(new MachineReader(root, Map.of()).read().container()).isEqualTo("podman");
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
