package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.BDDAssertions.then;
import static org.assertj.core.api.BDDAssumptions.given;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.internal.linux.CongestionInUse;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done in a private network, seen by JVMs that are started in one. */
class SteadyNetworkTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final List<String> CHANGED =
      List.of("network", "devices", "mask", "routeLocalnet");

  @TempDir Path folder;

  @BeforeEach
  void requireTheSandbox() {
    Requires.sandbox();
  }

  @ParameterizedTest
  @EnumSource(names = {"PRIVILEGED", "USER_NAMESPACE", "MAPPED_ROOT"})
  void should_steer_loopback_and_change_nothing_else_of_it(Strategy strategy) throws Exception {
    Map<String, String> unsteered = run(strategy, Map.of(), "off");
    Map<String, String> steered = run(strategy, Map.of(), "steer");

    then(unsteered.get("network")).startsWith("lo not steered: tcpunit.steering=off, ");
    then(unsteered).containsEntry("devices", "lo").containsEntry("mask", "0");
    given(steered.get("network")).as("this kernel can").doesNotContain("not steered");
    then(steered.get("network")).matches("lo steered to processor \\d+ by (rps_cpus|a detour), .*");
    then(steered.get("mask")).isNotEqualTo("0");
    CHANGED.forEach(unsteered::remove);
    CHANGED.forEach(steered::remove);
    then(steered).isEqualTo(unsteered).hasSizeGreaterThan(20);
    then(steered.values()).doesNotContain("broken", "silence", "connected", "answered", "");
  }

  @Test
  void should_take_everything_back_where_a_part_is_refused() throws Exception {
    Map<String, String> hooked = run(Strategy.USER_NAMESPACE, Map.of(), "hooked");

    then(hooked.get("network")).startsWith("lo not steered: ").contains("congestion control");
    then(hooked)
        .containsEntry("devices", "lo")
        .containsEntry("mask", "0")
        .containsEntry("routeLocalnet", "0")
        .containsEntry("upload 127.0.0.1", "whole")
        .containsEntry("upload ::1", "whole");
  }

  @Test
  void should_have_connections_use_cubic_whatever_the_network_takes() throws Exception {
    Map<String, String> sysctls = new TreeMap<>(Sysctls.defaults());
    Map<String, String> inside = run(Strategy.USER_NAMESPACE, sysctls, "steer");

    given(inside.get("network")).as("this kernel has cubic").doesNotContain("not cubic");
    then(inside.get("network")).containsPattern("congestion control cubic( \\(by route\\))?$");
    inside.keySet().removeIf(name -> !name.startsWith("congestion") && !name.startsWith("link "));
    inside.keySet().removeIf(name -> name.contains("upload"));
    then(inside).hasSize(6).allSatisfy((name, algorithm) -> then(algorithm).isEqualTo("cubic"));
  }

  @Test
  void should_let_the_sysctl_choose_the_congestion_control() throws Exception {
    Map<String, String> reno = Map.of("net.ipv4.tcp_congestion_control", "reno");
    Map<String, String> inside = run(Strategy.USER_NAMESPACE, reno, "off");

    then(inside.get("network")).endsWith("congestion control reno");
    then(inside)
        .containsEntry("congestion ::1", "reno")
        .containsEntry("congestion of baselines", "reno")
        .containsEntry("link true", "reno");
  }

  @Test
  void should_say_where_the_kernel_has_not_what_is_wanted() throws Exception {
    Map<String, String> nosuch = Map.of("net.ipv4.tcp_congestion_control", "nosuch");
    Map<String, String> inside = run(Strategy.USER_NAMESPACE, nosuch, "off");

    String other = inside.get("congestion 127.0.0.1");
    then(inside.get("network"))
        .contains("congestion control " + other + ", not nosuch: this kernel does not have it");
    then(inside).containsEntry("upload ::1", "whole");
  }

  @ParameterizedTest
  @EnumSource(names = {"PRIVILEGED", "USER_NAMESPACE"})
  void should_change_nothing_outside(Strategy strategy) throws Exception {
    Map<String, String> before = outside();
    run(strategy, Sysctls.defaults(), "steer");

    then(outside()).isEqualTo(before);
  }

  /** All that could be changed, of the network in which this JVM is. */
  private static Map<String, String> outside() throws IOException {
    Map<String, String> state = new TreeMap<>();
    state.put("devices", NetworkDevices.names().toString());
    state.put("congestion", CongestionInUse.towards(InetAddress.getByName("127.0.0.1")));
    state.put("congestion 6", CongestionInUse.towards(InetAddress.getByName("::1")));
    for (String table : List.of("fib_trie", "ipv6_route", "route", "if_inet6")) {
      state.put(table, uncounted(Files.readString(Path.of("/proc/self/net", table))));
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> sysctls = Files.walk(Path.of("/proc/sys/net"))) {
      sysctls.filter(Files::isRegularFile).forEach(files::add);
    }
    files.forEach(file -> state.put(file.toString(), value(file)));
    return state;
  }

  /** Without how many sockets and timers hold a route of IPv6, which differs by the moment. */
  private static String uncounted(String table) {
    return table.replaceAll("(?m)^((?:[0-9a-f]+ ){6})[0-9a-f]{8} [0-9a-f]{8} ", "$1");
  }

  private static String value(Path sysctl) {
    // They count by themselves.
    if (sysctl.toString().matches(".*(stable_secret|netdev_rss_key|nf_conntrack_count).*")) {
      return "";
    }
    try (InputStream in = Files.newInputStream(sysctl)) {
      return new String(in.readNBytes(4096), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "not readable";
    }
  }

  private Map<String, String> run(Strategy strategy, Map<String, String> sysctls, String mode)
      throws Exception {
    SandboxRequest request =
        new SandboxRequest(folder.resolve(mode).resolve(strategy.label()), JAVA_HOME, sysctls);
    StrategyAttempt attempt = new StrategyProbe(Programs.onPath()).attempt(strategy, request);
    given(attempt.works()).as("%s works for this user", strategy).isTrue();
    List<String> command = new ArrayList<>();
    command.add(
        new LauncherFiles(request, Programs.onPath())
            .write(strategy, attempt.refusedSysctls())
            .toString());
    command.addAll(ShortLivedJvm.OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(InSteadyNetwork.class.getName(), mode));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, String> lines = new TreeMap<>();
    try (Stream<String> output = process.inputReader().lines()) {
      output.forEach(line -> lines.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    }
    then(process.waitFor()).isZero();
    return lines;
  }
}
