package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The processors on which this process may run, as the kernel numbers them. */
final class Processors {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final int BITS_OF_GROUP = 32;

  private Processors() {}

  /** One of them. Processes that run side by side do not all take the same. */
  static int any() throws IOException {
    int[] allowed = parse(allowedList());
    return allowed[(int) (ProcessHandle.current().pid() % allowed.length)];
  }

  private static String allowedList() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> line.substring(ALLOWED.length()).strip())
          .findFirst()
          .orElseThrow(() -> new IOException("no " + ALLOWED + " in " + STATUS));
    }
  }

  /** Reads a list such as {@code 0-3,8}. */
  static int[] parse(String list) {
    return Stream.of(list.split(","))
        .map(range -> range.strip().split("-", 2))
        .flatMapToInt(
            ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
        .toArray();
  }

  /** A bit for each, in hexadecimal groups of 32 with commas between, as the kernel reads them. */
  static String mask(int processor) {
    String highest = Integer.toHexString(1 << processor % BITS_OF_GROUP);
    return highest + ",00000000".repeat(processor / BITS_OF_GROUP);
  }
}
