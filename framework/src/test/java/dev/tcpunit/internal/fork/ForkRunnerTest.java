package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The child elsewhere: in a place that has, as a container, other files, users and paths. */
class ForkRunnerTest {
  private static final String SHUT = "tcpunit.forward=db:5432, tcpunit.expose=8080";

  @TempDir Path folder;

  @CaptureTcp
  static class Uploads {
    @Test
    void uploads(TcpCapture capture, TestReporter reporter) throws Exception {
      reporter.publishEntry(
          Map.of(
              "network", Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString(),
              "directory", Path.of("").toAbsolutePath().toString(),
              "property", System.getProperty("tcpunit.test.folder", ""),
              "root", "" + Files.exists(Path.of("/there")),
              "user", "" + Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
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
      reporter.publishEntry("report", SteadyNetwork.description());
    }

    @Test
    void finds_none(TcpCapture capture) {
      TcpAssertions.assertThat(capture.trace()).hasSingleConnection();
    }
  }

  private Launch by(String runner) {
    return Launch.forked(folder).with("tcpunit.fork.runner", runner);
  }

  @Test
  void should_run_the_class_wherever_the_runner_leads() throws Exception {
    Requires.tool("setpriv");
    Requires.that("root", System.getProperty("user.name").equals("root"), "this is not root");
    Map<String, String> paths = pathsThere();
    System.setProperty("tcpunit.test.folder", folder.toString());
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true));
    try {
      Launch.Events events =
          by("/bin/sh " + place(paths))
              .with("tcpunit.fork.paths", text(paths))
              .with("tcpunit.artifacts", "always")
              .with("tcpunit.sysctls", "net.ipv4.tcp_mem=1 2 3,net.ipv4.tcp_sack=0")
              .with("tcpunit.forward", "db:5432")
              .with("tcpunit.expose", "8080")
              .run(Uploads.class);
      String text = String.join("\n", events.lines());
      assertThat(text)
          .contains("uploads(TcpCapture, TestReporter)\" SUCCESSFUL")
          .contains("user=65534", "root=true", "directory=/there/work", "property=/there/folder")
          .contains("in a private network (runner)")
          // Only the whole machine has the one; the other was set.
          .contains("not set there: net.ipv4.tcp_mem, no door there for: " + SHUT + "}")
          .doesNotContain(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
      assertThat(events.failures())
          .singleElement()
          .extracting(Throwable::getMessage)
          .asString()
          .contains("to have 1 connection");
      // Written there, found here.
      assertThat(folder.resolve(Uploads.class.getName().replace('$', '.')))
          .isDirectoryContaining("glob:**.pcapng");
      assertThat(printed.toString())
          .contains(
              "TcpUnit: no door leads to where tcpunit.fork.runner runs the tests, as asked for"
                  + " by: "
                  + SHUT);
    } finally {
      System.setErr(before);
      System.clearProperty("tcpunit.test.folder");
    }
  }

  /** Each entry of the class path, and the folders that tests use, under another name. */
  private Map<String, String> pathsThere() {
    List<String> entries =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .filter(entry -> Files.exists(Path.of(entry)))
            .distinct()
            .toList();
    Map<String, String> paths =
        entries.stream()
            .collect(
                Collectors.toMap(
                    entry -> entry,
                    entry ->
                        "/there/" + entries.indexOf(entry) + "/" + Path.of(entry).getFileName()));
    paths.put(folder.toString(), "/there/folder");
    paths.put(Path.of("").toAbsolutePath().toString(), "/there/work");
    return paths;
  }

  private static String text(Map<String, String> paths) {
    return paths.entrySet().stream()
        .map(path -> path.getKey() + "=" + path.getValue())
        .collect(Collectors.joining(","));
  }

  /** A script that makes the place and leads there, as the command of a container's engine. */
  private Path place(Map<String, String> paths) throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    List<String> lines = new ArrayList<>(List.of("echo Welcome to the place", "set -e"));
    for (String path :
        List.of("/bin", "/sbin", "/lib", "/lib64", "/usr", "/etc", "/dev", "/proc")) {
      lines.add(
          "[ ! -e %s ] || { mkdir %s%1$s; mount --rbind %1$s %2$s%1$s; }".formatted(path, root));
    }
    lines.add("mkdir -m 1777 " + root + "/tmp");
    paths.forEach(
        (here, there) -> {
          String target = root + there;
          boolean isFile = Files.isRegularFile(Path.of(here));
          lines.add("mkdir -p " + (isFile ? Path.of(target).getParent() : target));
          lines.add(isFile ? "touch " + target : "");
          lines.add("mount --bind %s %s".formatted(here, target));
        });
    lines.add("chmod 777 " + folder);
    lines.add("mount -t proc proc " + root + "/proc");
    lines.add(
        "exec chroot %s setpriv --reuid=65534 --regid=65534 --clear-groups".formatted(root)
            + " --inh-caps=+net_raw,+net_admin --ambient-caps=+net_raw,+net_admin"
            + " env -i PATH=\"$PATH\" JAVA_HOME=\"$JAVA_HOME\" sh");
    Path inside = Files.write(folder.resolve("inside.sh"), lines);
    String java = System.getProperty("java.home");
    String leading = "JAVA_HOME=%s exec unshare --mount --net --pid --fork /bin/sh %s";
    return Files.writeString(folder.resolve("place.sh"), leading.formatted(java, inside));
  }

  @Test
  void should_say_what_the_runner_said_where_it_leads_nowhere() {
    Requires.sandbox();
    assertThat(by("/bin/sh -c 'echo no such image >&2; exit 125'").run(Uploads.class).failures())
        .first()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("ended with exit status 125", "no such image");
    assertThat(by("no-such-engine run").run(Uploads.class).failures())
        .first()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("tcpunit.fork.runner", "no-such-engine");
  }
}
