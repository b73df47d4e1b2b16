package dev.tcpunit.internal.observe;

import dev.tcpunit.internal.file.PrivateFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which tests ran when. A connection belongs to the test that ran when it was opened; where several
 * did, to one of them, and where none did, to the class or the suite around them.
 */
public final class ObservedTests {
  private static final int FIELDS = 5;

  private final List<Run> runs;

  /** A test, or a class around tests. */
  private record Run(boolean test, String name, long from, long to) {
    boolean isAt(long nanos) {
      return from <= nanos && nanos <= to;
    }
  }

  private ObservedTests(List<Run> runs) {
    this.runs = runs;
  }

  /**
   * Reads what a {@link Log} has written; a test whose end is missing ran to the end of the JVM.
   */
  public static ObservedTests read(Path file) throws IOException {
    Map<String, String[]> begun = new HashMap<>();
    List<Run> runs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", FIELDS);
      if (fields[0].equals("begin") && fields.length == FIELDS) {
        begun.put(fields[1], fields);
      } else if (fields[0].equals("end") && begun.containsKey(fields[1])) {
        runs.add(run(begun.remove(fields[1]), Long.parseLong(fields[2])));
      }
    }
    begun.values().forEach(fields -> runs.add(run(fields, Long.MAX_VALUE)));
    return new ObservedTests(runs);
  }

  private static Run run(String[] begin, long end) {
    return new Run(begin[3].equals("test"), begin[4], Long.parseLong(begin[2]), end);
  }

  /** How many tests ran. */
  public long count() {
    return runs.stream().filter(Run::test).count();
  }

  /** The test to which a connection belongs that was opened at a time, in words. */
  String at(long nanos) {
    List<Run> then = runs.stream().filter(run -> run.isAt(nanos)).toList();
    List<String> tests =
        then.stream().filter(Run::test).map(Run::name).distinct().sorted().toList();
    if (tests.size() == 1) {
      return tests.get(0);
    }
    return tests.isEmpty()
        ? then.stream()
            .filter(run -> !run.test())
            .max((one, other) -> Long.compare(one.from(), other.from()))
            .map(run -> "outside of the tests of " + run.name())
            .orElse("outside of all tests")
        : "one of " + tests.size() + ": " + String.join(", ", tests);
  }

  /** Writes down which tests run when, line by line, so that a JVM that is killed leaves it too. */
  static final class Log implements AutoCloseable {
    private final BufferedWriter out;

    Log(Path file) throws IOException {
      out = PrivateFiles.replaceText(file);
    }

    void begin(String id, long nanos, boolean test, String name) {
      write(
          "begin\t%s\t%d\t%s\t%s".formatted(flat(id), nanos, test ? "test" : "class", flat(name)));
    }

    void end(String id, long nanos) {
      write("end\t%s\t%d".formatted(flat(id), nanos));
    }

    private static String flat(String text) {
      return Objects.toString(text, "").replaceAll("[\\t\\r\\n]", " ");
    }

    private synchronized void write(String line) {
      try {
        out.append(line).append('\n').flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void close() throws IOException {
      out.close();
    }
  }
}
