package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(300)
class ForkParallelTest {
  @TempDir Path folder;

  private List<String> parallel(Class<?>... types) {
    Launch.Events events =
        Launch.forked(folder)
            .with("junit.jupiter.execution.parallel.enabled", "true")
            .with("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .run(types);
    assertThat(events.failures()).isEmpty();
    return events.lines();
  }

  /** Each waits for the other to have begun: in one JVM at the same time, or never. */
  @CaptureTcp
  static class Meeting {
    private static final CountDownLatch BOTH = new CountDownLatch(2);

    @RepeatedTest(2)
    void meets() throws InterruptedException {
      BOTH.countDown();
      assertThat(BOTH.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void should_run_tests_of_a_class_at_the_same_time() {
    assertThat(parallel(Meeting.class)).filteredOn(line -> line.contains("SUCC")).hasSize(4);
  }

  /** Shared by the two classes below, which run in one child. */
  static final CountDownLatch CLASSES = new CountDownLatch(2);

  @CaptureTcp
  static class One {
    @Test
    void meets() throws InterruptedException {
      CLASSES.countDown();
      assertThat(CLASSES.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @CaptureTcp
  static class Other {
    @Test
    void meets() throws InterruptedException {
      new One().meets();
    }
  }

  @Test
  void should_run_classes_at_the_same_time_in_one_child() {
    assertThat(parallel(One.class, Other.class))
        .filteredOn(line -> line.contains("SUCC"))
        .hasSize(4);
  }

  private static void alone(Path file) throws Exception {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new AssertionError("another is at it", e);
    }
    Thread.sleep(200);
    Files.delete(file);
  }

  private static Path file() throws IOException {
    return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")))
        .resolve(
            "tcpunit-resource-"
                + ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
  }

  @CaptureTcp
  static class Locks {
    @RepeatedTest(2)
    @ResourceLock("file")
    void is_alone() throws Exception {
      alone(file());
    }

    @Test
    @ResourceLock("file")
    void is_alone_too() throws Exception {
      alone(file());
    }
  }

  @CaptureTcp
  static class LocksToo {
    @RepeatedTest(2)
    @ResourceLock("file")
    void is_alone() throws Exception {
      alone(file());
    }
  }

  @Test
  void should_keep_resource_locks_within_a_class_and_between_classes() {
    assertThat(parallel(Locks.class, LocksToo.class))
        .filteredOn(line -> line.contains("SUCC"))
        .hasSize(9);
  }

  @CaptureTcp
  @Execution(ExecutionMode.SAME_THREAD)
  static class Alone {
    @RepeatedTest(2)
    void is_alone() throws Exception {
      alone(Path.of(file() + "-same-thread"));
    }
  }

  @Test
  void should_keep_the_mode_of_a_class() {
    assertThat(parallel(Alone.class)).filteredOn(line -> line.contains("SUCC")).hasSize(4);
  }
}
