package dev.tcpunit.baseline;

import dev.tcpunit.baseline.BaselineResult.Status;
import dev.tcpunit.internal.file.WholeFile;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The baselines of one test class: files that are committed, one for each name, and beside the
 * build's output what waits to be accepted. Nothing that was accepted is overwritten or deleted
 * unless the mode says so.
 *
 * <p>Safe for use by parallel tests.
 *
 * <p>Example: {@code new BaselineFiles(Path.of("src/test/tcp-baselines"),
 * Path.of("target/tcpunit/baselines"), "com.example.ImageUploadTest", BaselineMode.AUTO, false)}.
 */
public final class BaselineFiles {
  /** The end of the names of files of baselines. */
  public static final String EXTENSION = ".tcp";

  /** What is added to the name of a file that waits to be accepted. */
  public static final String PENDING = ".new";

  /** What is added to the name of an empty file that says that a test asked for the baseline. */
  public static final String ASKED = ".asked";

  private static final String RUNS = ".runs";

  /** From how many runs on rates are good enough. */
  private static final int ENOUGH_RUNS = 10;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

  /** What this JVM has written: further runs of the same test join it. */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  private static final Object LOCK = new Object();

  private final Path committed;
  private final Path output;
  private final BaselineMode mode;
  private final boolean writesMissing;
  private final List<BaselineResult> results = new CopyOnWriteArrayList<>();

  /**
   * Names the folders; nothing is read yet.
   *
   * @param committed where the baselines of all classes lie
   * @param output where those lie that wait to be accepted
   * @param testClass the class with its package
   * @param mode what is written
   * @param ci whether this is a build server, which writes no missing baseline by itself
   */
  public BaselineFiles(
      Path committed, Path output, String testClass, BaselineMode mode, boolean ci) {
    this.committed = committed.resolve(testClass);
    this.output = output.resolve(testClass);
    this.mode = mode;
    writesMissing = mode == BaselineMode.UPDATE || !ci && mode != BaselineMode.NONE;
  }

  /** A {@link Continuation} of a test that knows its baselines; for the capture around a test. */
  public interface Source extends Continuation {
    /**
     * The baselines of the test's class.
     *
     * @return empty once the test is over
     */
    Optional<BaselineFiles> baselines();
  }

  /**
   * The baselines of the test that a trace is of.
   *
   * @param trace of a captured test
   * @return empty for a capture file, or a live capture whose test is over
   */
  public static Optional<BaselineFiles> of(Trace trace) {
    return trace.continuation() instanceof Source source ? source.baselines() : Optional.empty();
  }

  /**
   * Whether what is seen is accepted.
   *
   * @return true with {@link BaselineMode#UPDATE}
   */
  public boolean isUpdating() {
    return mode == BaselineMode.UPDATE;
  }

  /**
   * What was compared so far.
   *
   * @return in order
   */
  public List<BaselineResult> results() {
    return List.copyOf(results);
  }

  /**
   * Where a baseline lies, or is to lie.
   *
   * @param name letters, digits and {@code . _ @ + -}
   * @return the file
   * @throws IllegalArgumentException if the name has another character, or more than 100
   */
  public Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" names no baseline: at most 100 letters, digits and . _ @ + -, the first a letter"
                  .formatted(name)
              + " or digit");
    }
    return committed.resolve(name + EXTENSION);
  }

  private Path pending(String name) {
    return output.resolve(name + EXTENSION + PENDING);
  }

  /**
   * Where the runs are kept that were as recorded. Its name has a sum of the baseline in it, so
   * that the runs of one baseline are not taken for those of another, whoever wrote it.
   *
   * @param baseline the file of the baseline
   * @param output the folder beside the build's output that is of the same test class
   * @return the file, which is there once a run was as recorded
   * @throws IOException if the baseline cannot be read
   */
  public static Path runs(Path baseline, Path output) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(baseline));
    return output.resolve("%s.%08x%s".formatted(baseline.getFileName(), sum.getValue(), RUNS));
  }

  /**
   * Reads a baseline.
   *
   * @param name its name
   * @return empty if there is none
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no fingerprint, naming the line
   */
  public Optional<Fingerprint> read(String name) throws IOException {
    try {
      return Optional.of(Fingerprint.parse(Files.readString(file(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Compares a run with its baseline, and writes what the mode says: a baseline that is missing or
   * accepted, and else the run beside the build's output, to be accepted.
   *
   * @param name of the baseline
   * @param run what was seen
   * @return what differs, and what was written
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the file holds no fingerprint, naming the line
   */
  public BaselineResult compare(String name, Fingerprint run) throws IOException {
    synchronized (LOCK) {
      WholeFile.write(output.resolve(name + EXTENSION + ASKED), "");
      Optional<Fingerprint> baseline = read(name);
      BaselineResult result =
          baseline.isPresent() ? compare(name, run, baseline.get()) : missing(name, run);
      results.add(result);
      return result;
    }
  }

  private BaselineResult missing(String name, Fingerprint run) throws IOException {
    if (!writesMissing) {
      WholeFile.write(pending(name), run.toString());
      return result(Status.MISSING, name, run, Optional.empty(), List.of());
    }
    accept(name, run);
    Status status = isUpdating() ? Status.UPDATED : Status.CREATED;
    return result(status, name, run, Optional.empty(), List.of());
  }

  private BaselineResult compare(String name, Fingerprint run, Fingerprint baseline)
      throws IOException {
    List<FactDifference> differences = run.differencesFrom(baseline);
    boolean better = differences.stream().allMatch(FactDifference::better);
    Status status = better ? Status.BETTER : Status.DIFFERENT;
    if (isUpdating()) {
      update(name, run, baseline, differences.isEmpty());
      status = Status.UPDATED;
    } else if (!better) {
      WholeFile.write(pending(name), run.toString());
    } else if (differences.isEmpty()) {
      Files.deleteIfExists(pending(name));
      gather(name, run);
      status = Status.AS_RECORDED;
    } else if (mode == BaselineMode.RATCHET) {
      accept(name, run);
      status = Status.TIGHTENED;
    } else {
      WholeFile.write(pending(name), run.toString());
    }
    return result(status, name, run, Optional.of(baseline), differences);
  }

  /** Rates are compared when there are as many runs as were recorded. */
  private void gather(String name, Fingerprint run) throws IOException {
    Path file = runs(file(name), output);
    boolean first = !Files.exists(file);
    Fingerprint all = first ? run : Fingerprint.parse(Files.readString(file)).with(run);
    WholeFile.write(file, all.toString());
  }

  /**
   * Adds a run, until there are enough of them. A run that differs begins anew, unless this JVM has
   * written the others: then the test is repeated, and tells what varies.
   */
  private void update(String name, Fingerprint run, Fingerprint baseline, boolean same)
      throws IOException {
    boolean joins = same || WRITTEN.contains(file(name).toAbsolutePath());
    if (!joins) {
      accept(name, run);
    } else if (!same || baseline.runs() < ENOUGH_RUNS) {
      accept(name, baseline.with(run));
    }
  }

  private BaselineResult result(
      Status status,
      String name,
      Fingerprint run,
      Optional<Fingerprint> baseline,
      List<FactDifference> differences) {
    Optional<Path> pending = Optional.of(pending(name)).filter(Files::exists);
    return new BaselineResult(status, file(name), pending, baseline, run, differences);
  }

  private void accept(String name, Fingerprint print) throws IOException {
    WholeFile.write(file(name), print.toString());
    Files.deleteIfExists(pending(name));
    WRITTEN.add(file(name).toAbsolutePath());
  }
}
