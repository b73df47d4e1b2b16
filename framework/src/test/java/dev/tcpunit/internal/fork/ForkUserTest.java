package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** An ordinary user, a plain launcher, and nothing but the dependency. */
class ForkUserTest {
  private static final String NOBODY = "65534";

  @TempDir Path folder;

  @CaptureTcp
  static class Uploads {
    @Test
    void uploads(TcpCapture capture, TestReporter reporter) throws Exception {
      reporter.publishEntry("network", Files.readSymbolicLink(Path.of("/proc/self/ns/net")) + ".");
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket accepted = server.accept()) {
          client.getOutputStream().write(new byte[100_000]);
          client.shutdownOutput();
          assertThat(accepted.getInputStream().readAllBytes()).hasSize(100_000);
        }
        TcpAssertions.assertThat(capture.connectionTo(server.getLocalPort()))
            .hasCompletedHandshake()
            .acksCoverAllBytes()
            .hasCleanFin();
      }
    }
  }

  /** Says no word of forks to TcpUnit. */
  static final class Outer {
    public static void main(String[] args) {
      Launch.Events events = new Launch.Events();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(Uploads.class))
                  .build(),
              events);
      events.lines().forEach(System.out::println);
    }
  }

  @Test
  void should_capture_for_an_ordinary_user_who_is_in_no_private_network() throws Exception {
    Requires.sandbox();
    Requires.tool("setpriv");
    Requires.that("root", System.getProperty("user.name").equals("root"), "this is not root");
    List<String> command = new ArrayList<>();
    // This JVM's network is the host's to that user: nothing says that it is a private one.
    command.addAll(List.of("env", "-u", "TCPUNIT_SANDBOX", "-u", "TCPUNIT_OUTSIDE_NETWORK"));
    command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    command.add("--inh-caps=-all");
    command.addAll(ShortLivedJvm.command());
    // Without libpcap.
    command.addAll(List.of("-Dtcpunit.engine=afpacket", "-Duser.home=" + folder));
    command.addAll(List.of("-cp", readableClassPath(), Outer.class.getName()));
    ProcessBuilder outer = new ProcessBuilder(command).redirectErrorStream(true);
    outer.environment().put("HOME", folder.toString());
    outer.directory(folder.toFile());
    Process process = outer.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    String here = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    assertThat(text)
        .contains("uploads(TcpCapture, TestReporter)\" SUCCESSFUL")
        .contains("network=net:[")
        .doesNotContain(here);
  }

  /** The user may not read where root keeps libraries. */
  private String readableClassPath() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path copy = folder.resolve("entry" + entries.size());
      copy(Path.of(entry), copy);
      entries.add(copy.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Path copy = to.resolve(from.relativize(file).toString());
              Files.copy(file, from.equals(file) ? to : copy);
              boolean isFolder = Files.isDirectory(file);
              Files.setPosixFilePermissions(
                  from.equals(file) ? to : copy,
                  PosixFilePermissions.fromString(isFolder ? "rwxr-xr-x" : "rw-r--r--"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
