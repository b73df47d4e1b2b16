package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects an assertion to fail with one message, from its first to its last character. */
final class Failures {
  private static final Path MESSAGES = Path.of("src/test/resources/messages");
  private static final int MOST_LINES = 30;
  private static final int MOST_COLUMNS = 100;

  /** To be copied in one piece. */
  private static final Pattern COMMAND = Pattern.compile("or: +cp \\S+ \\S+");

  private static final Pattern TOTAL = Pattern.compile("\\((\\d+) segments");

  private Failures() {}

  static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion)
        .isInstanceOf(AssertionError.class)
        .hasMessage(message.stripTrailing());
  }

  /**
   * The assertion is violated in the words of a file, {@code messages/<name>.txt}, which also shows
   * readers of the reference page what it says. Ports, times, windows, frame numbers, numbers of
   * packets, line breaks and the context of the marked segments, which differ by run, are not
   * compared.
   *
   * <p>To make or renew the files, run the tests with {@code -Dtcpunit.messages=write}, and read
   * what they say before you commit them.
   *
   * @param name such as {@code ConnectionAssert.hasCleanFin}, and {@code
   *     ConnectionAssert.hasCleanFin.reset} for one of several
   */
  static void assertViolated(ThrowingCallable assertion, String name) {
    assertViolated(assertion, name, Failures::steady);
  }

  /** The same where more differs, by the JDK, say. */
  static void assertViolated(
      ThrowingCallable assertion, String name, UnaryOperator<String> steady) {
    String message = messageOf(assertion);
    assertThat(message).contains("Expecting ").doesNotContain("it cannot be told");
    assertThat(message.lines().count()).as("lines of%n%s", message).isLessThanOrEqualTo(MOST_LINES);
    assertThat(message.lines())
        .allMatch(line -> line.length() <= MOST_COLUMNS || COMMAND.matcher(line).matches());
    Path file = MESSAGES.resolve(name + ".txt");
    String pinned = pinned(file);
    if (!steady.apply(pinned).equals(steady.apply(message))
        && System.getProperty("tcpunit.messages", "").equals("write")) {
      pinned = write(file, message + "\n");
    }
    assertThat(steady.apply(message)).as(file.toString()).isEqualTo(steady.apply(pinned));
  }

  /** The assertion fails because the capture cannot tell, for this reason. */
  static void assertCannotTell(ThrowingCallable assertion, String reason) {
    assertThat(steady(messageOf(assertion))).contains("but it cannot be told: " + steady(reason));
  }

  private static String messageOf(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage();
  }

  private static String pinned(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Path file, String message) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, message);
      return message;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the same text in place of what differs from run to run, and so does the line breaks. */
  static String steady(String message) {
    return withoutTotal(message)
        .stripTrailing()
        .replaceAll("(?m)^(?:  ){1,2}(#(\\d+ \\d+\\.\\d{6}|N TIME) .*|\\.\\.\\.)\n", "")
        .replaceAll("\\n {4,}(?=\\S)", " ")
        .replaceAll(" {2,}<- ", " <- ")
        .replaceAll("\\d+ duplicate ACKs? between", "N duplicate ACKs between")
        .replaceAll("(127\\.0\\.0\\.\\d|192\\.0\\.2\\.\\d|\\[[0-9a-f:]+]):\\d+ >", "$1:CLIENT >")
        .replaceAll("(127\\.0\\.0\\.\\d|192\\.0\\.2\\.\\d|\\[[0-9a-f:]+]):\\d+", "$1:SERVER")
        .replaceAll("\\d+\\.\\d{6} ", "TIME ")
        .replaceAll("\\d+\\.\\d{3} ms", "TIME ms")
        .replaceAll("\\(\\d+ packets", "(N packets")
        .replaceAll("win \\d+", "win WINDOW")
        .replaceAll("from port \\d+", "from port CLIENT")
        .replaceAll("it had \\d+ under way", "it had N under way")
        .replaceAll("#\\d+", "#N")
        .replaceAll("frame \\d+", "frame N");
  }

  /**
   * How many segments a side sends in all is its ACKs' doing: a receiver that answers within 40 ms
   * lets its ACK ride on the answer. The number is the same wherever a message has it.
   */
  private static String withoutTotal(String message) {
    Matcher total = TOTAL.matcher(message);
    return total.find()
        ? message
            .replace("(" + total.group(1) + " segments", "(N segments")
            .replace("of " + total.group(1) + " segments", "of N segments")
        : message;
  }
}
