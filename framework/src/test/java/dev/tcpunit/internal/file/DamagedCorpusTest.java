package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.SharedCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads damaged and odd files in a JVM with little memory, and at least as far as libpcap does. */
class DamagedCorpusTest {
  private static final String HEAP = "-Xmx256m";

  @Test
  @Timeout(120)
  void should_read_at_least_what_libpcap_reads_in_a_small_heap() throws Exception {
    Path corpus = SharedCorpus.require("corpus/bad");
    Map<String, Long> read = readAllInSmallHeap(corpus);
    Map<String, Long> libpcap = new TreeMap<>();
    addTruth(corpus.resolve("generated"), "bad.tsv", libpcap);
    addTruth(corpus.resolve("collected"), "collected.tsv", libpcap);
    assertThat(read.keySet()).isEqualTo(libpcap.keySet()).isNotEmpty();
    assertThat(read)
        .allSatisfy((file, n) -> assertThat(n).isGreaterThanOrEqualTo(libpcap.get(file)));
  }

  private static Map<String, Long> readAllInSmallHeap(Path corpus) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), HEAP, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(DamagedCorpusReader.class.getName(), corpus.toString()));
    Path out = Files.createTempFile("damaged", ".tsv");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(100, TimeUnit.SECONDS);
      process.destroyForcibly();
      String output = Files.readString(out);
      assertThat(ended).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      Map<String, Long> packets = new TreeMap<>();
      output
          .lines()
          .map(line -> line.split("\t"))
          .forEach(f -> packets.put(f[0], Long.valueOf(f[1])));
      return packets;
    } finally {
      Files.delete(out);
    }
  }

  private static void addTruth(Path folder, String table, Map<String, Long> packets)
      throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(table));
    int column = Arrays.asList(lines.get(0).split("\t")).indexOf("libpcap_packets");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t");
      packets.put(folder.getFileName() + "/" + fields[0], Long.valueOf(fields[column]));
    }
  }
}
