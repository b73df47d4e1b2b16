package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests' JVM as Gradle starts one: it tells its parent by TCP what becomes of the tests. */
class ForkWorkerTest {
  @TempDir Path folder;

  @CaptureTcp(interfaceName = "lo")
  static class Uploads {
    @Test
    void uploads(TcpCapture capture) throws Exception {
      assertThat(System.in.read()).isEqualTo(-1);
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket accepted = server.accept()) {
          client.getOutputStream().write(new byte[100_000]);
          client.shutdownOutput();
          assertThat(accepted.getInputStream().readAllBytes()).hasSize(100_000);
        }
        // Nothing of what the worker tells its parent.
        TcpAssertions.assertThat(capture.trace()).hasSingleConnection();
        TcpAssertions.assertThat(capture.connectionTo(server.getLocalPort())).hasCleanFin();
      }
    }

    @Test
    void fails() {
      assertThat("what").isEqualTo("that");
    }

    @RepeatedTest(2)
    void is_repeated() {}
  }

  /** JUnit is the worker's own; tests are in a class loader below, and the parent is on a port. */
  static final class Worker {
    public static void main(String[] args) throws Exception {
      URL[] tests = {Path.of(args[1]).toUri().toURL()};
      try (Socket parent = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
          URLClassLoader loader = new URLClassLoader(tests, Worker.class.getClassLoader())) {
        Thread.currentThread().setContextClassLoader(loader);
        PrintStream out = new PrintStream(parent.getOutputStream(), true, StandardCharsets.UTF_8);
        Launch.Events events = new Launch.Events();
        LauncherFactory.create()
            .execute(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(loader.loadClass(args[2])))
                    .configurationParameter("tcpunit.fork", "always")
                    .configurationParameter("tcpunit.directory", args[3])
                    .build(),
                events);
        events.lines().forEach(out::println);
      }
    }
  }

  @Test
  void should_fork_from_a_worker_that_talks_to_its_parent() throws Exception {
    Requires.sandbox();
    Path testClasses = classesOfTests();
    Path worker = Files.createDirectory(folder.resolve("worker"));
    for (Class<?> type : List.of(Worker.class, Launch.class, Launch.Events.class)) {
      String file = type.getName().replace('.', '/') + ".class";
      Path copy = worker.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(testClasses.resolve(file), copy);
    }
    Path options =
        Files.writeString(folder.resolve("options"), "-cp " + without(testClasses, worker));
    try (ServerSocket parent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = ShortLivedJvm.command();
      command.addAll(List.of("@" + options, Worker.class.getName(), "" + parent.getLocalPort()));
      command.addAll(List.of(testClasses.toString(), Uploads.class.getName(), folder.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(folder.resolve("output").toFile())
              .redirectErrorStream(true)
              .start();
      process.onExit().thenRun(() -> close(parent));
      String told;
      try (Socket accepted = parent.accept()) {
        told = new String(accepted.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("output"))).isZero();
      assertThat(told.lines().filter(line -> line.startsWith("finished")))
          .anyMatch(line -> line.contains("uploads(TcpCapture)\" SUCCESSFUL"))
          .anyMatch(line -> line.contains("fails()\" FAILED"))
          .anyMatch(line -> line.contains("\"repetition 2 of 2\" SUCCESSFUL"))
          .hasSize(6);
    }
  }

  private static void close(ServerSocket parent) {
    try {
      parent.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classesOfTests() throws Exception {
    return Path.of(Uploads.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String without(Path testClasses, Path worker) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !entry.normalize().equals(testClasses.normalize()))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator, worker + File.pathSeparator, ""));
  }
}
