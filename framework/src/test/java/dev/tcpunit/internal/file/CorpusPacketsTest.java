package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.SharedCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares how many packets each real capture holds, and if it is damaged, with tshark. */
class CorpusPacketsTest {
  private static final Pattern TRUTH =
      Pattern.compile("\"file\":\"([^\"]+)\".*?\"tshark_rc\":(\\d+).*?\"packets\":(\\d+)");

  @Test
  void should_read_as_many_packets_and_find_the_same_damages_as_tshark() throws IOException {
    Path corpus = SharedCorpus.require("corpus");
    List<String> lines = Files.readAllLines(corpus.resolve("truth/files.jsonl"));
    List<String> differences = new ArrayList<>();
    for (String line : lines) {
      Matcher truth = TRUTH.matcher(line);
      assertThat(truth.find()).as(line).isTrue();
      String expected = truth.group(3) + (truth.group(2).equals("0") ? "" : " and damage");
      String actual = packetsIn(corpus.resolve("captures").resolve(truth.group(1)));
      if (!actual.equals(expected)) {
        differences.add(truth.group(1) + ": " + actual + " instead of " + expected);
      }
    }
    assertThat(lines).hasSizeGreaterThan(300);
    assertThat(differences).isEmpty();
  }

  private static String packetsIn(Path file) throws IOException {
    ReadResult result = CaptureFile.read(file, frame -> {});
    return result.packets() + (result.complete() ? "" : " and damage");
  }
}
