package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tcpunit.internal.sandbox.CurrentSandbox;
import dev.tcpunit.junit.CaptureTcp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners hear of a forked class what they would hear of one that is not. */
class ForkShapesTest {
  @TempDir Path folder;

  private Launch.Events sameAsPlain(Class<?>... types) {
    Launch.Events plain = Launch.plain(folder).run(types);
    Launch.Events forked = Launch.forked(folder).run(types);
    assertThat(forked.lines()).isNotEmpty().containsExactlyElementsOf(plain.lines());
    return forked;
  }

  @CaptureTcp
  static class Simple {
    static final long PID = ProcessHandle.current().pid();

    @Test
    void passes() {}

    @Test
    @DisplayName("odd ☃ 'name' / with [brackets]")
    @Tag("odd")
    void passes_too(TestInfo info) {
      assertThat(info.getTags()).containsExactly("odd");
    }

    @Test
    void fails() {
      throw new IllegalStateException("no\nline", new java.io.IOException("cause"));
    }

    @Test
    @Disabled("not now")
    void is_disabled() {}

    @Test
    void is_given_up() {
      assumeThat(1).isEqualTo(2);
    }

    @Test
    void publishes(TestReporter reporter) {
      reporter.publishEntry("key", "value of " + 1);
    }
  }

  @Test
  void should_tell_of_tests_that_pass_fail_are_skipped_given_up_and_publish() {
    assertThat(sameAsPlain(Simple.class).failures()).hasSize(2);
  }

  @CaptureTcp
  static class Templates {
    static Stream<String> words() {
      return Stream.of("a b", "", "c");
    }

    @ParameterizedTest(name = "{index}: {0} and {1}")
    @CsvSource({"1, one", "2, two", "3, bad"})
    void is_parameterized(int number, String word) {
      assertThat(word).isNotEqualTo("bad");
    }

    @ParameterizedTest
    @MethodSource("words")
    void takes_words(String word) {
      assertThat(word).hasSizeLessThan(3);
    }

    @RepeatedTest(3)
    void is_repeated() {}

    @ParameterizedTest
    @MethodSource("missing")
    void has_no_source(String word) {
      assertThat(word).isNotNull();
    }
  }

  @Test
  void should_tell_of_invocations_of_templates() {
    assertThat(sameAsPlain(Templates.class).failures()).hasSize(3);
  }

  @CaptureTcp
  static class Factories {
    @TestFactory
    Stream<DynamicNode> makes_tests() {
      return Stream.of(
          dynamicTest("passes", () -> {}),
          dynamicContainer(
              "container",
              List.of(
                  dynamicTest("in it", () -> {}),
                  dynamicContainer(
                      "deeper", List.of(dynamicTest("fails", () -> assertEquals(1, 2)))))),
          dynamicTest("passes at last", java.net.URI.create("file:///x?line=3"), () -> {}));
    }

    @TestFactory
    List<DynamicNode> throws_itself() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void should_tell_of_dynamic_tests() {
    assertThat(sameAsPlain(Factories.class).failures()).hasSize(2);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class Outer {
    private final List<String> seen = new ArrayList<>();

    @Test
    void is_not_annotated() {
      seen.add("outer");
    }

    @Nested
    class Inner {
      @Test
      @CaptureTcp
      void is_annotated() {}

      @Nested
      class Deep {
        @Test
        void fails() {
          assertThat(seen).containsExactly("nobody");
        }
      }
    }
  }

  @Test
  void should_tell_of_nested_classes_where_one_method_is_annotated() {
    assertThat(sameAsPlain(Outer.class).failures()).hasSize(1);
  }

  @CaptureTcp
  static class BeforeAllFails {
    @BeforeAll
    static void fails() {
      throw new IllegalArgumentException("before all");
    }

    @Test
    void never_runs() {}
  }

  @CaptureTcp
  static class BeforeAllGivesUp {
    @BeforeAll
    static void gives_up() {
      assumeThat(true).isFalse();
    }

    @Test
    void never_runs() {}
  }

  @CaptureTcp
  static class AfterAllFails {
    @Test
    void passes() {}

    @AfterAll
    static void fails() {
      throw new IllegalArgumentException("after all");
    }
  }

  @CaptureTcp
  static class ConstructorFails {
    ConstructorFails() {
      throw new IllegalArgumentException("constructor");
    }

    @Test
    void never_runs() {}
  }

  @Disabled("whole class")
  @CaptureTcp
  static class IsDisabled {
    @Test
    void never_runs() {}
  }

  @Test
  void should_tell_of_failures_where_they_belong() {
    Launch.Events forked =
        sameAsPlain(
            BeforeAllFails.class,
            BeforeAllGivesUp.class,
            AfterAllFails.class,
            ConstructorFails.class,
            IsDisabled.class);
    assertThat(forked.failures())
        .extracting(Throwable::getMessage)
        .contains("before all", "after all", "constructor");
  }

  @CaptureTcp
  static class Timed {
    @Test
    @Timeout(value = 50, unit = java.util.concurrent.TimeUnit.MILLISECONDS)
    void hangs() throws InterruptedException {
      Thread.sleep(60_000);
    }

    @Test
    @Timeout(
        value = 50,
        unit = java.util.concurrent.TimeUnit.MILLISECONDS,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hangs_apart() throws InterruptedException {
      Thread.sleep(60_000);
    }

    @Test
    void hangs_preemptively() {
      org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
          Duration.ofMillis(50), () -> Thread.sleep(60_000));
    }
  }

  @Test
  void should_tell_of_time_outs() {
    assertThat(sameAsPlain(Timed.class).failures()).hasSize(3);
  }

  @CaptureTcp
  @TestMethodOrder(MethodOrderer.Random.class)
  static class RandomlyOrdered {
    private static final List<String> RUN = new ArrayList<>();

    @RepeatedTest(1)
    void a() {
      RUN.add("a");
    }

    @Test
    void b() {
      RUN.add("b");
    }

    @Test
    void c() {
      RUN.add("c");
    }

    @Test
    void d(TestReporter reporter) {
      RUN.add("d");
      reporter.publishEntry("run", RUN.toString());
    }
  }

  @Test
  void should_run_in_the_order_of_this_jvm() {
    // Its seed is drawn in each JVM.
    sameAsPlain(RandomlyOrdered.class);
    RandomlyOrdered.RUN.clear();
  }

  /** Says where its code runs. */
  @CaptureTcp
  static class Elsewhere {
    static {
      System.setProperty("dev.tcpunit.initialized", "here");
    }

    @Test
    void is_in_another_jvm(TestReporter reporter) {
      reporter.publishEntry("pid", "" + ProcessHandle.current().pid());
      assertThat(CurrentSandbox.strategy()).isPresent();
    }

    @Test
    void is_in_the_same_one(TestReporter reporter) {
      reporter.publishEntry("pid", "" + ProcessHandle.current().pid());
    }
  }

  @Test
  void should_run_nothing_of_the_class_here_and_all_of_it_in_one_child() {
    Launch.Events forked = Launch.forked(folder).run(Elsewhere.class);
    assertThat(System.getProperty("dev.tcpunit.initialized")).isNull();
    assertThat(forked.failures()).isEmpty();
    List<String> pids =
        forked.lines().stream()
            .filter(line -> line.startsWith("published"))
            .map(line -> line.replaceFirst(".*pid=", ""))
            .distinct()
            .toList();
    assertThat(pids).hasSize(1).doesNotContain(ProcessHandle.current().pid() + "}");
  }

  @CaptureTcp
  static class Failures {
    @Test
    void compares() {
      assertThat(List.of(1, 2)).isEqualTo(List.of(1, 3));
    }

    @Test
    void compares_by_jupiter() {
      assertEquals("a\nb", "a\nc", "message");
    }

    @Test
    void has_several() {
      assertAll("heading", () -> assertEquals(1, 2), () -> org.junit.jupiter.api.Assertions.fail());
    }

    @Test
    void has_suppressed_and_causes() {
      Exception first = new java.io.IOException("first");
      first.addSuppressed(new IllegalStateException("suppressed", first));
      throw new java.io.UncheckedIOException("second", new java.io.IOException("third", first));
    }

    @Test
    void is_of_its_own_kind() {
      throw new Own(3);
    }

    @Test
    void overflows() {
      overflows();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800 alone", "\u0000", "ä€𝄞"})
    void has_odd_letters(String text) {
      throw new NullPointerException(text);
    }
  }

  /** Without a constructor that others could call. */
  static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int number;

    Own(int number) {
      this.number = number;
    }

    @Override
    public String toString() {
      return "own " + number;
    }
  }

  @Test
  void should_tell_of_exceptions_as_they_were_printed() {
    Launch.Events plain = Launch.plain(folder).run(Failures.class);
    Launch.Events forked = Launch.forked(folder).run(Failures.class);
    assertThat(forked.printed()).hasSize(9);
    for (int i = 0; i < plain.printed().size(); i++) {
      assertThat(ownPart(forked.printed().get(i))).isEqualTo(ownPart(plain.printed().get(i)));
    }
  }

  /** Without the frames of who called JUnit. */
  private static String ownPart(String trace) {
    return trace
        .lines()
        .filter(line -> !line.matches("\\s+at (?!dev\\.tcpunit).*|\\s+\\.\\.\\. \\d+ more"))
        .filter(line -> !line.matches("\\s+at dev.tcpunit.internal.fork.(Fork|Launch)[A-Z(.].*"))
        .toList()
        .toString();
  }
}
