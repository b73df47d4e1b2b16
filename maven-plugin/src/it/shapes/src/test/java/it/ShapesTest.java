package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each shape of a test, green and red. */
@CaptureTcp
class ShapesTest {
  @Test
  void uploads(TcpCapture capture) throws IOException {
    assertThat(capture.connectionTo(Upload.loopback())).hasCompletedHandshake().hasCleanFin();
  }

  @Test
  @DisplayName("odd ☃ 'name' / with [brackets] & <letters>")
  @Tag("odd")
  void has_a_name_of_its_own() {
    System.out.println("printed by a test");
  }

  @Test
  void fails() {
    throw new IllegalStateException("no\nline", new IOException("cause"));
  }

  @Test
  void compares() {
    assertThat(List.of(1, 2)).isEqualTo(List.of(1, 3));
  }

  @Test
  void fails_twice() {
    assertAll("heading", () -> assertEquals(1, 2), () -> assertEquals("a", "b", "words"));
  }

  @Test
  void fails_by_two_causes() {
    Exception first = new IOException("first");
    first.addSuppressed(new IllegalStateException("suppressed", first));
    throw new UncheckedIOException("second", new IOException("third", first));
  }

  @Test
  @Disabled("not now")
  void is_disabled() {}

  @Test
  void is_given_up() {
    Assumptions.assumeTrue(false, "not here");
  }

  @Test
  void publishes(TestReporter reporter) {
    reporter.publishEntry("key", "value");
  }

  @Test
  @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
  void hangs() throws InterruptedException {
    Thread.sleep(60_000);
  }

  @ParameterizedTest(name = "{index}: {0} and {1}")
  @CsvSource({"1, one", "2, two", "3, bad"})
  void is_parameterized(int number, String word) {
    assertThat(word).isNotEqualTo("bad");
  }

  static Stream<String> words() {
    return Stream.of("a b", "", "<c>");
  }

  @ParameterizedTest
  @MethodSource("words")
  void takes_words(String word) {
    assertThat(word).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @MethodSource("missing")
  void has_no_source(String word) {
    assertThat(word).isNotNull();
  }

  @RepeatedTest(3)
  void is_repeated(RepetitionInfo info) {
    assertThat(info.getCurrentRepetition()).isNotEqualTo(2);
  }

  @TestFactory
  Stream<DynamicNode> makes_tests() {
    return Stream.of(
        dynamicTest("passes", () -> {}),
        dynamicContainer(
            "container",
            List.of(
                dynamicTest("in it", () -> {}),
                dynamicContainer(
                    "deeper", List.of(dynamicTest("fails", () -> assertEquals(1, 2)))))));
  }

  @TestFactory
  List<DynamicNode> makes_none() {
    throw new UnsupportedOperationException("no tests");
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Inner {
    private int before;

    @BeforeEach
    void count() {
      before++;
    }

    @Test
    void passes() {
      assertThat(before).isPositive();
    }

    @Nested
    class Deep {
      @Test
      void fails() {
        assertThat(before).isNegative();
      }
    }
  }
}
