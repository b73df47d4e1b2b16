package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxLauncherTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  @Test
  void should_start_the_jvm_in_another_network_with_its_loopback_up() throws Exception {
    Requires.sandbox();
    // WHEN
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, Map.of()));
    Properties inside = run(outcome, "x");
    // THEN
    then(inside)
        .containsEntry("sandbox", outcome.strategy().orElseThrow().label())
        .containsEntry("loopback", "up")
        .containsEntry("javaHome", JAVA_HOME.toString())
        .containsEntry("userHome", System.getProperty("user.home"));
    then(inside.getProperty("network")).startsWith("net:[").isNotEqualTo(network());
  }

  @Test
  void should_pass_arguments_and_paths_on_whatever_is_in_them() throws Exception {
    Requires.sandbox();
    Path odd = folder.resolve("it's a \"$HOME\" `id` folder");
    Properties inside =
        run(new SandboxLauncher().write(request(odd, Map.of())), "a b", "$HOME", "it's", "");
    then(inside).containsEntry("arguments", "a b|$HOME|it's|").containsEntry("loopback", "up");
  }

  @Test
  void should_bring_loopback_up_where_there_is_no_ip_program() throws Exception {
    Requires.sandbox();
    Programs few = new Programs(List.of(folderWith("unshare")));
    SandboxOutcome outcome =
        new SandboxLauncher(few).write(request(folder.resolve("jvm"), Map.of()));
    then(run(outcome, "x")).containsEntry("loopback", "up");
  }

  @Test
  void should_set_what_is_asked_and_name_what_the_kernel_refuses() throws Exception {
    Requires.sandbox();
    Map<String, String> sysctls =
        Map.of("net.ipv4.tcp_early_retrans", "2", "net.ipv4.tcp_mem", "1 2 3");
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, sysctls));
    then(outcome.refusedSysctls())
        .containsExactly(
            "sysctl net.ipv4.tcp_mem=1 2 3 is not set: this kernel keeps it for the whole machine,"
                + " has no such setting, or does not accept the value");
    then(run(outcome, "x")).containsEntry("earlyRetrans", "2");
  }

  @Test
  void should_copy_the_release_file_by_which_surefire_tells_a_modular_jdk() throws Exception {
    Requires.sandbox();
    new SandboxLauncher().write(request(folder, Map.of()));
    then(folder.resolve("release")).hasSameTextualContentAs(JAVA_HOME.resolve("release"));
  }

  @Test
  void should_pass_standard_input_and_the_exit_status_on() throws Exception {
    Requires.sandbox();
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, Map.of()));
    Process process = start(outcome);
    process.getOutputStream().write('q');
    process.getOutputStream().close();
    then(process.waitFor()).isEqualTo(3);
  }

  @Test
  void should_leave_no_process_and_no_network_behind_when_the_jvm_is_killed() throws Exception {
    Requires.sandbox();
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, Map.of()));
    // GIVEN a JVM that waits for input, in its network
    Process process = start(outcome);
    String network = linesUntil(process.getInputStream(), "loopback=up").getProperty("network");
    then(processesIn(network)).containsExactly(process.pid());
    // WHEN
    process.destroyForcibly();
    then(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    // THEN
    then(processesIn(network)).isEmpty();
  }

  @Test
  void should_say_for_each_strategy_what_is_missing_where_there_is_no_unshare() throws Exception {
    Programs none = new Programs(List.of(Files.createDirectory(folder.resolve("empty"))));
    SandboxOutcome outcome =
        new SandboxLauncher(none).write(request(folder.resolve("jvm"), Map.of()));
    then(outcome.launcher()).isEmpty();
    then(outcome.attempts())
        .extracting(StrategyAttempt::toString)
        .containsExactly(
            "privileged: not on the PATH: unshare",
            "user-namespace: not on the PATH: unshare",
            "user-namespace-as-root: not on the PATH: unshare",
            "sudo: not on the PATH: unshare, sudo, setpriv, env, id");
    then(folder.resolve("jvm")).doesNotExist();
  }

  @Test
  void should_say_what_to_do_where_another_user_runs_it_who_may_not() throws Exception {
    Requires.sandbox();
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, Map.of()));
    Path launcher = outcome.launcher().orElseThrow();
    // GIVEN a launcher of somebody else, whose way is closed to this user
    String mine = Files.readString(launcher);
    String uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    String unshare = Programs.onPath().find("unshare").orElseThrow().toString();
    Files.writeString(
        launcher, mine.replace("!= " + uid + " ", "!= 4711 ").replace(unshare, "/bin/false"));
    // WHEN
    Process process = new ProcessBuilder(launcher.toString(), "-version").start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    // THEN
    then(process.waitFor()).isEqualTo(1);
    then(errors.lines())
        .containsExactly(
            "TcpUnit: uid %s made this launcher, whose way to a private network is %s."
                .formatted(uid, outcome.strategy().orElseThrow().description()),
            "Who runs it now may not go that way. Remove %s and make it anew as this user: run"
                    .formatted(folder)
                + " the goal tcpunit:sandbox, or set tcpunit.sandbox=off.");
  }

  @Test
  void should_let_another_user_run_it_who_may() throws Exception {
    Requires.sandbox();
    SandboxOutcome outcome = new SandboxLauncher().write(request(folder, Map.of()));
    Path launcher = outcome.launcher().orElseThrow();
    String uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    Files.writeString(launcher, Files.readString(launcher).replace("!= " + uid + " ", "!= 4711 "));
    then(run(outcome, "x")).containsEntry("loopback", "up");
  }

  @Test
  void should_not_take_a_setting_of_the_whole_machine() {
    then(catchThrowable(() -> request(folder, Map.of("kernel.panic", "1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'kernel.panic' is not a sysctl of a private network: those begin with net., as"
                + " net.ipv4.tcp_ecn");
  }

  private static SandboxRequest request(Path directory, Map<String, String> sysctls) {
    return new SandboxRequest(directory, JAVA_HOME, sysctls);
  }

  private static Properties run(SandboxOutcome outcome, String... arguments) throws Exception {
    Process process = start(outcome, arguments);
    process.getOutputStream().close();
    Properties lines = linesUntil(process.getInputStream(), null);
    then(process.waitFor()).isZero();
    return lines;
  }

  private static Process start(SandboxOutcome outcome, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(outcome.launcher().orElseThrow().toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(InPrivateNetwork.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Properties linesUntil(InputStream output, String last) throws IOException {
    Properties lines = new Properties();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
    String line;
    do {
      line = reader.readLine();
      if (line != null) {
        lines.setProperty(line.split("=", 2)[0], line.split("=", 2)[1]);
      }
    } while (line != null && !line.equals(last));
    return lines;
  }

  private Path folderWith(String program) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("few"));
    Path real = Programs.onPath().find(program).orElseThrow();
    Path script = Files.writeString(bin.resolve(program), "#!/bin/sh\nexec " + real + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private static List<Long> processesIn(String network) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> network.equals(networkOf(process)))
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .toList();
    }
  }

  private static String network() {
    return networkOf(Path.of("/proc/self"));
  }

  private static String networkOf(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/net")).toString();
    } catch (IOException e) {
      // Ended meanwhile, or another user's.
      return "";
    }
  }
}
