package dev.tcpunit.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.Requires;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SuiteObserverTest {
  private static final String HERE = "dev.tcpunit.internal.observe.SuiteObserverTest$";

  @TempDir Path folder;

  @Test
  void should_tell_the_kinds_of_findings_of_a_suite_that_knows_nothing_of_it() throws Exception {
    Requires.sandbox();
    run("true", Plain.class);

    Observation observed = observed();
    assertThat(observed.tests()).isEqualTo(4);
    assertThat(observed.connections()).isEqualTo(5);
    assertThat(observed.undecided()).isZero();
    assertThat(observed.told())
        .extracting(told -> told.line().replaceAll(":.*", "") + told.tests())
        .containsExactlyInAnyOrder(
            "wasNotAborted[" + HERE + "Plain.aborts]",
            "hasCompletedHandshake, server[" + HERE + "Plain.is_refused]",
            "hasCleanFin[" + HERE + "Plain.leaks]");
  }

  @Test
  void should_name_the_tests_to_one_of_which_a_connection_belongs() throws Exception {
    Requires.sandbox();
    run("true", Parallel.class);

    assertThat(observed().told())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.connections()).isEqualTo(2);
              assertThat(told.tests())
                  .containsExactly("one of 2: %1$sParallel.one, %1$sParallel.two".formatted(HERE));
            });
  }

  @Test
  void should_name_a_test_of_which_the_engine_knows_the_class_alone() throws Exception {
    Requires.sandbox();
    run("true", OfClass.class);

    assertThat(observed().told())
        .singleElement()
        .satisfies(told -> assertThat(told.tests()).containsExactly(HERE + "Plain.told by name"));
  }

  @Test
  void should_tell_what_is_accepted_by_its_number_and_what_is_not_in_full() throws Exception {
    Requires.sandbox();
    run("true", Plain.class);
    Path file = folder.resolve("accepted.txt");
    List<String> groups = observed().newGroups(AcceptedGroups.read(file));
    List<String> accepted = new ArrayList<>(List.of("# known", "", "hasCleanFin: long gone"));
    accepted.addAll(groups.subList(1, 3));
    Files.write(file, accepted);

    AcceptedGroups known = AcceptedGroups.read(file);

    assertThat(observed().newGroups(known)).containsExactly(groups.get(0));
    assertThat(observed().text(known))
        .startsWith("TcpUnit observed 5 connections in 4 tests: 3 kinds of finding, 1 of them new")
        .anyMatch(line -> line.startsWith("  new: " + groups.get(0) + ": 1 connection in "))
        .anyMatch(line -> line.startsWith("  accepted: " + groups.get(1) + ": 1 connection in "))
        .contains("  accepted and not found: hasCleanFin: long gone")
        .contains("      Expecting connection")
        .endsWith("    " + groups.get(0));
  }

  @Test
  void should_do_nothing_unless_it_is_asked() throws Exception {
    Requires.sandbox();
    run("false", Plain.class);

    assertThat(folder.resolve(Observation.FOLDER)).doesNotExist();
  }

  @Test
  void should_go_on_in_the_same_file_in_the_next_plan() throws Exception {
    Requires.sandbox();
    run("true", Plain.class);
    run("true", Plain.class);

    List<Path> captures = Observation.captures(folder.resolve(Observation.FOLDER));
    assertThat(captures).hasSize(1);
    assertThat(Files.readAllLines(Observation.testsOf(captures.get(0))))
        .filteredOn(line -> line.startsWith("begin") && line.contains("\ttest\t"))
        .hasSize(8);
  }

  @Test
  void should_print_where_the_tests_began_to_print() throws Exception {
    Requires.sandbox();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true));
    try {
      run("true", Silencing.class);
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString())
        .startsWith("TcpUnit observed 0 connections in 1 test: 0 kinds of finding");
  }

  private void run(String observe, Class<?> suite) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(suite))
            .configurationParameter("tcpunit.observe", observe)
            .configurationParameter("tcpunit.directory", folder.toString())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.conditions.deactivate", "*EnabledIf*")
            .build();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(request);
  }

  private Observation observed() throws IOException {
    Observation observation = new Observation();
    for (Path capture : Observation.captures(folder.resolve(Observation.FOLDER))) {
      observation.add(capture);
    }
    return observation;
  }

  private static Socket connect(ServerSocket server) throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
  }

  /** Run by the tests above alone. */
  @EnabledIfSystemProperty(named = "tcpunit.never", matches = "set")
  static class Plain {
    /** What the garbage collector finds it closes, in the midst of another test. */
    private static final List<Socket> LEAKS = new ArrayList<>();

    @AfterAll
    static void opens_a_connection_in_no_test() throws IOException {
      exchange();
    }

    @Test
    void is_clean() throws IOException {
      exchange();
    }

    @Test
    void aborts() throws IOException {
      try (ServerSocket server = listen();
          Socket client = connect(server);
          Socket accepted = server.accept()) {
        client.getOutputStream().write(1);
        accepted.getInputStream().read();
        client.setSoLinger(true, 0);
      }
    }

    @Test
    void is_refused() throws IOException {
      int port;
      try (ServerSocket server = listen()) {
        port = server.getLocalPort();
      }
      try (Socket none = new Socket(InetAddress.getLoopbackAddress(), port)) {
        throw new AssertionError("connected to " + none);
      } catch (ConnectException expected) {
        assertThat(expected).hasMessageContaining("refused");
      }
    }

    @Test
    void leaks() throws IOException {
      try (ServerSocket server = listen()) {
        Socket client = connect(server);
        client.getOutputStream().write(1);
        Socket accepted = server.accept();
        LEAKS.addAll(List.of(client, accepted));
        accepted.getInputStream().read();
        accepted.shutdownOutput();
        awaitAcknowledgedFin(server.getLocalPort());
      }
    }

    /** A client that goes on may let the server's FIN wait for its ACK for 40 ms. */
    private static void awaitAcknowledgedFin(int port) throws IOException {
      String state = String.format(":%04X [0-9A-F]+:[0-9A-F]{4} 05 ", port); // FIN-WAIT-2
      Pattern line = Pattern.compile(state);
      while (Stream.of("/proc/net/tcp", "/proc/net/tcp6").noneMatch(file -> isIn(file, line))) {
        Thread.yield();
      }
    }

    private static boolean isIn(String table, Pattern line) {
      try (Stream<String> sockets = Files.lines(Path.of(table))) {
        return sockets.anyMatch(socket -> line.matcher(socket).find());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void exchange() throws IOException {
      try (ServerSocket server = listen();
          Socket client = connect(server);
          Socket accepted = server.accept()) {
        client.getOutputStream().write(1);
        accepted.getInputStream().read();
        client.shutdownOutput();
        accepted.getInputStream().read();
      }
    }
  }

  /** Its test names no method, as one of JUnit 4 whose method is overloaded. */
  @EnabledIfSystemProperty(named = "tcpunit.never", matches = "set")
  static class OfClass {
    @TestFactory
    DynamicTest factory() {
      URI source = URI.create("class:" + Plain.class.getName());
      return DynamicTest.dynamicTest("told by name", source, () -> new Plain().aborts());
    }
  }

  /** Leaves a stream behind that nobody reads. */
  @EnabledIfSystemProperty(named = "tcpunit.never", matches = "set")
  static class Silencing {
    @Test
    void replaces_standard_output() {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }
  }

  /** Both are in the middle of their connections at the same time. */
  @EnabledIfSystemProperty(named = "tcpunit.never", matches = "set")
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void one() throws Exception {
      abort();
    }

    @Test
    void two() throws Exception {
      abort();
    }

    private static void abort() throws Exception {
      BOTH.await();
      new Plain().aborts();
      BOTH.await();
    }
  }
}
