package dev.tcpunit.benchmark;

import dev.tcpunit.benchmark.CaptureGenerator.Shape;
import dev.tcpunit.benchmark.CaptureGenerator.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what {@code analyze} costs as a whole process, from a cold JVM to its last line, beside
 * the copy loop of libpcap ({@code tcpdump -r FILE -w /dev/null}), tcptrace and tshark, those that
 * are installed, and what it costs to write JSON: processor time relative to tcpdump's, medians of
 * runs in turn on one processor, and peak memory. What {@code analyze} finds is compared with what
 * the generator wrote; where the two differ, the benchmark fails.
 *
 * <p>Needs Linux, GNU time, tcpdump and a packaged standalone jar, or {@code bin/tcpunit} of an
 * unpacked distribution:
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework package exec:exec@benchmark -DskipTests \
 *     -Dbenchmark="dev.tcpunit.benchmark.WholeProcess framework/target/tcpunit-*-standalone.jar"
 * </pre>
 */
public final class WholeProcess {
  private static final int ROUNDS = 5;
  private static final Pattern SUMMARY =
      Pattern.compile(": ([\\d,]+) packets, ([\\d,]+) TCP segments, ([\\d,]+) connections?");

  /** Segments, bytes either way and resends in the line of a connection that went well. */
  private static final Pattern ROW =
      Pattern.compile("([\\d,]+) +([\\d,]+) +([\\d,]+) +([\\d,]+) +completed +clean$");

  /** The four, and how many rows there are. */
  private static final int ROW_COLUMNS = 5;

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("bulk", 1, 1, 175_000, 0, 262_144),
          new Shape("headers", 1000, 1000, 1666, 0, 96),
          new Shape("lossy", 200, 200, 875, 4, 262_144),
          new Shape("many", 500_000, 500, 1, 0, 1514));

  private record Run(double seconds, long peakKilobytes, String output) {}

  private WholeProcess() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the jar or the script; then, to leave out others, names of shapes
   */
  public static void main(String[] arguments) throws Exception {
    Path tcpunit = Path.of(arguments[0]).toAbsolutePath();
    List<String> wanted = Arrays.asList(arguments).subList(1, arguments.length);
    Path folder = Files.createTempDirectory("tcpunit-benchmark");
    try {
      for (Shape shape : SHAPES) {
        if (wanted.isEmpty() || wanted.contains(shape.name())) {
          Path file = folder.resolve(shape.name() + ".pcap");
          compare(shape, CaptureGenerator.write(shape, file), file, tcpunit);
          Files.delete(file);
        }
      }
    } finally {
      Files.deleteIfExists(folder.resolve("time"));
      Files.deleteIfExists(folder.resolve("out"));
      Files.delete(folder);
    }
  }

  private static void compare(Shape shape, Truth truth, Path file, Path tcpunit) throws Exception {
    System.out.printf("%s: %,d bytes, %s%n", shape.name(), Files.size(file), truth);
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, List<String>> program : programs(file, tcpunit).entrySet()) {
        // What takes minutes is run once.
        boolean slow = program.getKey().startsWith("t") && !program.getKey().equals("tcpdump");
        if (round == 0 || !slow) {
          runs.computeIfAbsent(program.getKey(), name -> new ArrayList<>())
              .add(run(program.getValue(), file.getParent()));
        }
      }
    }
    double copying = median(runs.get("tcpdump"));
    runs.forEach(
        (name, all) ->
            System.out.printf(
                "  %-8s %6.2f s, %5.2f times tcpdump, peak %4d MiB%n",
                name,
                median(all),
                median(all) / copying,
                all.stream().mapToLong(Run::peakKilobytes).max().orElseThrow() / 1024));
    List<String> everyConnection = new ArrayList<>(programs(file, tcpunit).get("analyze"));
    everyConnection.addAll(List.of("--limit", "0"));
    check(truth, run(everyConnection, file.getParent()).output());
  }

  private static List<String> with(List<String> program, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return command;
  }

  private static Map<String, List<String>> programs(Path file, Path program) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Map<String, List<String>> programs = new LinkedHashMap<>();
    programs.put("tcpdump", List.of("tcpdump", "-r", file.toString(), "-w", "/dev/null"));
    List<String> tcpunit =
        program.toString().endsWith(".jar")
            ? List.of(java, "-jar", program.toString())
            : List.of(program.toString());
    programs.put("analyze", with(tcpunit, "analyze", file.toString()));
    programs.put("json", with(tcpunit, "analyze", "--format", "json", file.toString()));
    programs.put("tcptrace", List.of("tcptrace", "-n", "-l", file.toString()));
    programs.put("tshark", List.of("tshark", "-n", "-q", "-r", file.toString(), "-z", "conv,tcp"));
    programs.keySet().removeIf(name -> name.startsWith("t") && !isInstalled(name));
    return programs;
  }

  private static Run run(List<String> program, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isInstalled("taskset")) {
      command.addAll(List.of("taskset", "-c", "0"));
    }
    Path time = folder.resolve("time");
    Path out = folder.resolve("out");
    command.addAll(List.of("time", "-o", time.toString(), "-f", "%U %S %M"));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("ended with status " + process.exitValue() + ": " + command);
    }
    String[] used = Files.readString(time).strip().split(" ");
    return new Run(
        Double.parseDouble(used[0]) + Double.parseDouble(used[1]),
        Long.parseLong(used[2]),
        program.contains("analyze") && !program.contains("json") ? Files.readString(out) : "");
  }

  private static void check(Truth truth, String output) {
    Matcher summary = SUMMARY.matcher(output.replaceAll("\\s+", " "));
    boolean equal =
        summary.find()
            && number(summary.group(1)) == truth.packets()
            && number(summary.group(2)) == truth.packets()
            && number(summary.group(3)) == truth.connections();
    long[] sums = new long[ROW_COLUMNS];
    long[] expected = {
      truth.packets(), truth.bytes(), 0, truth.retransmissions(), truth.connections()
    };
    output.lines().forEach(line -> add(sums, ROW.matcher(line)));
    if (!equal || !Arrays.equals(sums, expected)) {
      throw new IllegalStateException(
          "the generator wrote " + Arrays.toString(expected) + ", found " + Arrays.toString(sums));
    }
    System.out.printf(
        "  counts equal the generator's: segments, bytes up and down, resends, closed: %s%n",
        Arrays.toString(sums));
  }

  private static void add(long[] sums, Matcher row) {
    if (row.find()) {
      for (int i = 0; i < row.groupCount(); i++) {
        sums[i] += number(row.group(i + 1));
      }
      sums[row.groupCount()]++;
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static double median(List<Run> runs) {
    double[] seconds = runs.stream().mapToDouble(Run::seconds).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
