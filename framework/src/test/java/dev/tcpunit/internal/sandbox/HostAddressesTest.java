package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's addresses and its name, as programs behind the wall know them. */
class HostAddressesTest {
  private static final String NAME = "upload-host";

  @TempDir Path folder;

  @Test
  void should_give_the_hosts_addresses_to_loopback_inside() throws Exception {
    Properties inside = inside("", "127.0.0.1", "198.51.100.7", "203.0.113.9");
    assertThat(inside.getProperty("addresses")).contains("198.51.100.7,", "203.0.113.9,");
  }

  @Test
  void should_not_give_it_those_of_a_link() throws Exception {
    Properties inside = inside("", "127.0.0.1", "192.0.2.1", "192.0.3.1", "2001:db8::1");
    assertThat(inside.getProperty("addresses"))
        .contains("192.0.3.1,")
        .doesNotContain("192.0.2.1", "2001:db8:");
  }

  @Test
  void should_give_it_addresses_of_IPv6() throws Exception {
    Requires.that("ipv6", Files.exists(Path.of("/proc/net/if_inet6")), "IPv6 is off");
    Properties inside = inside("", "127.0.0.1", "fd00:77::1");
    assertThat(inside.getProperty("addresses")).contains("fd00:77:0:0:0:0:0:1,");
  }

  @Test
  void should_give_them_where_there_is_no_ip_program() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("few"));
    Path real = Programs.onPath().find("unshare").orElseThrow();
    Path script = Files.writeString(bin.resolve("unshare"), "#!/bin/sh\nexec " + real + " \"$@\"");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Properties inside = inside(bin.toString(), "127.0.0.1", "198.51.100.7");
    assertThat(inside.getProperty("addresses")).contains("198.51.100.7,");
  }

  /** As in the file of hosts of a container, of Debian, and with IPv6. */
  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "127.0.1.1", "fd00:77::1"})
  void should_know_the_hosts_name_and_serve_at_its_address(String address) throws Exception {
    Requires.that("ipv6", Files.exists(Path.of("/proc/net/if_inet6")), "IPv6 is off");
    Properties inside = inside("", address, address);
    assertThat(inside).containsEntry("localHost", NAME + " serves");
  }

  /** A host's name stands for an address of which only those outside know. */
  private Properties inside(String programs, String ofName, String... addresses) throws Exception {
    Requires.sandbox();
    Requires.tool("hostname");
    Path hosts = Files.writeString(folder.resolve("names"), ofName + " " + NAME + "\n");
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "--uts", "/bin/sh", "-c"));
    command.add("ip link set lo up && hostname " + NAME + " && exec \"$@\"");
    command.add("sh");
    command.addAll(ShortLivedJvm.command());
    command.add("-Djdk.net.hosts.file=" + hosts);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(InNamedHost.class.getName(), folder + File.separator + "jvm", programs));
    for (String address : addresses) {
      if (!address.startsWith("127.")) {
        command.add(address);
      }
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    Properties lines = new Properties();
    lines.load(new StringReader(text));
    return lines;
  }
}
