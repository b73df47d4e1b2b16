package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.FileInfo;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

class ThrowableReaderTest {
  private static Throwable transferred(Throwable throwable) {
    FieldWriter out = new FieldWriter();
    ThrowableWriter.write(out, throwable);
    return ThrowableReader.read(new FieldReader(out.toBytes()));
  }

  static Stream<Throwable> ofTheJdk() {
    return Stream.of(
        new NullPointerException("x"),
        new NullPointerException(),
        new IOException("a", new IllegalStateException()),
        new UncheckedIOException("b", new IOException("c")),
        new ExceptionInInitializerError(new RuntimeException("d")),
        new InvocationTargetException(new RuntimeException("e"), "f"),
        new NoSuchFileException("g"),
        new StackOverflowError(),
        new AssertionError("h"),
        new AssertionError("i", new Exception()),
        new AssertionError());
  }

  @ParameterizedTest
  @MethodSource("ofTheJdk")
  void should_print_and_chain_as_the_original(Throwable original) {
    Throwable transferred = transferred(original);
    assertThat(transferred).hasToString(original.toString()).hasMessage(original.getMessage());
    assertThat(transferred.getStackTrace())
        .extracting(StackTraceElement::toString)
        .containsExactly(
            Stream.of(original.getStackTrace())
                .map(StackTraceElement::toString)
                .toArray(String[]::new));
    assertThat("" + transferred.getCause()).isEqualTo("" + original.getCause());
    assertThat(transferred instanceof AssertionError).isEqualTo(original instanceof AssertionError);
  }

  @Test
  void should_be_of_the_same_class_where_the_jdk_makes_it_of_a_message() {
    assertThat(transferred(new NullPointerException("x")))
        .isExactlyInstanceOf(NullPointerException.class);
    assertThat(transferred(new IOException("a"))).isExactlyInstanceOf(IOException.class);
    assertThat(transferred(new AssertionError("h"))).isExactlyInstanceOf(AssertionError.class);
  }

  @Test
  void should_keep_what_is_compared() {
    Throwable transferred =
        transferred(catchThrowable(() -> assertThat(List.of("a")).isEqualTo(List.of("b"))));
    assertThat(transferred).isInstanceOf(AssertionFailedError.class);
    AssertionFailedError comparison = (AssertionFailedError) transferred;
    assertThat(comparison.getExpected().getStringRepresentation()).isEqualTo("[\"b\"]");
    assertThat(comparison.getActual().getStringRepresentation()).isEqualTo("[\"a\"]");
    AssertionFailedError ofNull =
        (AssertionFailedError) transferred(new AssertionFailedError("m", null, "x"));
    assertThat(ofNull.getExpected().getStringRepresentation()).isEqualTo("null");
    assertThat(
            ((AssertionFailedError) transferred(new AssertionFailedError("m"))).isActualDefined())
        .isFalse();
    FileInfo file =
        new FileInfo("f.txt", "content".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    AssertionFailedError ofFile =
        (AssertionFailedError) transferred(new AssertionFailedError("m", file, "y"));
    assertThat(ofFile.getExpected().getStringRepresentation()).isEqualTo("content");
  }

  @Test
  void should_keep_several_failures() {
    Throwable several =
        catchThrowable(
            () -> assertAll("h", () -> assertEquals(1, 2), () -> assertEquals("a", "b")));
    MultipleFailuresError transferred = (MultipleFailuresError) transferred(several);
    assertThat(transferred).hasToString(several.toString());
    assertThat(transferred.getFailures())
        .hasSize(2)
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(AssertionFailedError.class))
        .containsExactly(transferred.getSuppressed());
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(1).isEqualTo(2);
    softly.assertThat(3).isEqualTo(4);
    Throwable soft = catchThrowable(softly::assertAll);
    assertThat(transferred(soft)).hasToString(soft.toString()).isInstanceOf(AssertionError.class);
  }

  @Test
  void should_keep_what_gave_a_test_up() {
    assertThat(transferred(new TestAbortedException("m")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("m");
  }

  @Test
  void should_end_where_causes_go_round_and_where_there_are_too_many() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    first.addSuppressed(second);
    Throwable transferred = transferred(first);
    assertThat(transferred.getCause().getCause()).isSameAs(transferred);
    Exception long_ = new Exception("0");
    for (int i = 1; i < 2_000; i++) {
      long_ = new Exception("" + i, long_);
    }
    assertThat(transferred(long_)).hasMessage("1999");
  }

  static final class Odd extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }

    @Override
    public String toString() {
      return null;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  @Test
  void should_survive_what_throws_itself() {
    assertThat(transferred(new Odd())).hasMessage(null).hasToString(Odd.class.getName());
  }
}
