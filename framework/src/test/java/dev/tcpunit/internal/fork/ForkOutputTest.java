package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What is printed in the child is printed here, at the test that printed it. */
class ForkOutputTest {
  @TempDir Path folder;

  @CaptureTcp
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class Prints {
    @BeforeAll
    static void before() {
      System.out.println("before all");
    }

    @Test
    void a_prints() {
      System.out.print("ä€𝄞 ");
      System.err.println("error");
    }

    @Test
    void b_reads_nothing() throws Exception {
      assertThat(System.in.read()).isEqualTo(-1);
    }

    @Test
    void c_closes() {
      System.out.println("closes");
      System.out.close();
      new PrintStream(new FileOutputStream(FileDescriptor.out)).close();
    }

    @Test
    void ba_starts_a_program() throws Exception {
      new ProcessBuilder("/bin/sh", "-c", "echo of a program; cat").inheritIO().start().waitFor();
      System.err.println("after it");
    }

    @Test
    void e_prints_much() {
      System.err.println("x".repeat(5_000));
    }

    @AfterAll
    static void after() {
      System.err.println("after all");
    }
  }

  /** Events and what was printed, in the order in which they came. */
  private List<String> printed(Class<?> type) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(new Lines("out", lines), true, Charset.defaultCharset()));
    System.setErr(new PrintStream(new Lines("err", lines), true, Charset.defaultCharset()));
    try {
      Launch.forked(folder)
          .told(
              new TestExecutionListener() {
                @Override
                public void executionStarted(TestIdentifier test) {
                  add(lines, "> " + test.getDisplayName());
                }

                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                  add(lines, "< " + test.getDisplayName() + " " + result.getStatus());
                }
              })
          .run(DiscoverySelectors.selectClass(type));
      awaitProgram(lines);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return lines;
  }

  /** It writes to the JVM's own descriptor, which is read by a thread of its own. */
  private static void awaitProgram(List<String> lines) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (lines) {
      long left = deadline - System.nanoTime();
      while (!lines.contains("err of a program") && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(lines, left);
        left = deadline - System.nanoTime();
      }
    }
  }

  private static void add(List<String> lines, String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  /** Collects what is written up to each flush. */
  private static final class Lines extends ByteArrayOutputStream {
    private final String name;
    private final List<String> lines;

    Lines(String name, List<String> lines) {
      this.name = name;
      this.lines = lines;
    }

    @Override
    public synchronized void flush() {
      String text = toString(Charset.defaultCharset()).strip();
      if (!text.isEmpty()) {
        add(lines, name + " " + (text.length() > 1_000 ? text.length() : text));
      }
      reset();
    }
  }

  @Test
  void should_print_what_a_test_prints_while_it_runs() throws Exception {
    List<String> lines = printed(Prints.class);
    // At any time.
    assertThat(lines).contains("err of a program");
    lines.remove("err of a program");
    assertThat(lines)
        .containsExactly(
            "> JUnit Jupiter",
            "> ForkOutputTest$Prints",
            "out before all",
            "> a_prints()",
            "out ä€𝄞",
            "err error",
            "< a_prints() SUCCESSFUL",
            "> b_reads_nothing()",
            "< b_reads_nothing() SUCCESSFUL",
            "> ba_starts_a_program()",
            "err after it",
            "< ba_starts_a_program() SUCCESSFUL",
            "> c_closes()",
            "out closes",
            "< c_closes() SUCCESSFUL",
            "> e_prints_much()",
            "err 5000",
            "< e_prints_much() SUCCESSFUL",
            "err after all",
            "< ForkOutputTest$Prints SUCCESSFUL",
            "< JUnit Jupiter SUCCESSFUL");
  }
}
