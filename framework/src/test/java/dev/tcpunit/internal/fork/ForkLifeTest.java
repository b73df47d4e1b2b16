package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.junit.CaptureTcp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a child ends, and what is said of it. */
@Timeout(300)
class ForkLifeTest {
  private static final String STARTED = "started as process ";

  @TempDir Path folder;
  @TempDir Path temporary;

  @CaptureTcp
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Exits {
    @Test
    @Order(1)
    void passes() {}

    @Test
    @Order(2)
    void exits() {
      System.err.println("printed before");
      System.exit(3);
    }

    @Test
    @Order(3)
    void never_runs() {}
  }

  @CaptureTcp
  static class Next {
    @Test
    void passes() {}
  }

  @Test
  void should_say_where_a_test_exits_and_run_the_next_class_in_another_child() {
    Launch.Events events = Launch.forked(folder).run(Exits.class, Next.class);
    assertThat(outcomes(events))
        .containsExactly(
            "passes() SUCCESSFUL",
            "exits() FAILED",
            "never_runs() FAILED",
            "ForkLifeTest$Exits SUCCESSFUL",
            "passes() SUCCESSFUL",
            "ForkLifeTest$Next SUCCESSFUL");
    assertThat(events.failures())
        .extracting(Throwable::getMessage)
        .containsExactly(
            "the JVM behind the wall, in which this class runs, ended while this test ran with exit"
                + " status 3. It was killed, crashed, or something in it called System.exit or"
                + " halt.",
            "did not run: the JVM behind the wall ended in a test before");
  }

  private static List<String> outcomes(Launch.Events events) {
    return events.lines().stream()
        .filter(line -> line.startsWith("finished"))
        .map(line -> line.replaceFirst(".*\"(.*)\" ([A-Z]+).*", "$1 $2"))
        .toList();
  }

  @CaptureTcp
  static class KillsItself {
    @Test
    void is_killed() throws Exception {
      kill(pid());
      new CountDownLatch(1).await();
    }
  }

  private static void kill(long process) throws Exception {
    new ProcessBuilder("kill", "-9", "" + process).inheritIO().start().waitFor();
  }

  @Test
  void should_say_by_which_signal_a_child_was_killed() {
    Launch.Events events = Launch.forked(folder).run(KillsItself.class);
    assertThat(events.failures())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("ended while this test ran by signal 9.");
  }

  @CaptureTcp
  static class ExitsAfterAll {
    @Test
    void passes() {}

    @AfterAll
    static void halts() {
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void should_fail_the_class_where_the_child_ends_between_tests() {
    Launch.Events events = Launch.forked(folder).run(ExitsAfterAll.class);
    assertThat(outcomes(events))
        .containsExactly("passes() SUCCESSFUL", "ForkLifeTest$ExitsAfterAll FAILED");
  }

  /** Says what process it is, and waits. */
  @CaptureTcp
  static class Waits {
    @Test
    void waits() throws Exception {
      System.out.println(STARTED + pid());
      new CountDownLatch(1).await();
    }
  }

  @CaptureTcp
  static class LeavesThread {
    @Test
    void leaves_a_thread() throws Exception {
      Thread left =
          new Thread(
              () -> {
                while (true) {
                  Thread.onSpinWait();
                }
              });
      left.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> note("ended")));
    }
  }

  private static void note(String name) {
    try {
      Files.createFile(Path.of(System.getProperty("dev.tcpunit.notes")).resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** The JVM of a build or an IDE. */
  static final class Outer {
    public static void main(String[] args) throws Exception {
      Launch.Events events = Launch.forked(Path.of(args[0])).run(Class.forName(args[1]));
      events.lines().forEach(System.out::println);
    }
  }

  private Process outer(Class<?> test) throws IOException {
    Requires.sandbox();
    List<String> command = ShortLivedJvm.command();
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Ddev.tcpunit.notes=" + folder);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of(Outer.class.getName(), folder.toString(), test.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The child, once it has said that its test has begun. */
  private static ProcessHandle child(Process outer) {
    String started =
        outer
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(STARTED))
            .findFirst()
            .orElseThrow();
    return ProcessHandle.of(Long.parseLong(started.substring(STARTED.length()))).orElseThrow();
  }

  @Test
  void should_end_the_child_when_the_parent_is_killed() throws Exception {
    Process outer = outer(Waits.class);
    ProcessHandle child = child(outer);
    outer.destroyForcibly().waitFor();
    child.onExit().get(120, TimeUnit.SECONDS);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void should_end_the_child_when_the_parent_is_told_to_end() throws Exception {
    Process outer = outer(Waits.class);
    ProcessHandle child = child(outer);
    outer.destroy();
    assertThat(outer.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(child.isAlive()).isFalse();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void should_wait_for_an_ordinary_end_whatever_threads_are_left() throws Exception {
    Process outer = outer(LeavesThread.class);
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(outer.getInputStream(), StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    assertThat(outer.waitFor()).isZero();
    assertThat(lines).anyMatch(line -> line.contains("leaves_a_thread()\" SUCCESSFUL"));
    assertThat(folder.resolve("ended")).exists();
    assertThat(temporary).isEmptyDirectory();
  }
}
