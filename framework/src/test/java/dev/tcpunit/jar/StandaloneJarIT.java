package dev.tcpunit.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the command line, run as a person runs it. */
class StandaloneJarIT {
  private static final String JAR = System.getProperty("tcpunit.standaloneJar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;
  private String out;
  private String err;

  @Test
  void should_analyze_standard_input() throws Exception {
    assertThat(run(Captures.EMPTY, "analyze", "-")).as(err).isZero();
    assertThat(out)
        .isEqualToNormalizingNewlines("standard input: 0 packets, 0 TCP segments, 0 connections\n");
    assertThat(err).isEmpty();
  }

  @Test
  void should_write_json() throws Exception {
    Path file = Files.write(folder.resolve("empty.pcap"), Captures.EMPTY);
    assertThat(run(new byte[0], "analyze", "-f", "json", file.toString())).as(err).isZero();
    assertThat(out).contains("\"packets\":0").contains("\"connections\":[]");
  }

  @Test
  void should_end_with_one_for_unreadable_input_and_with_two_for_wrong_usage() throws Exception {
    assertThat(run(new byte[0], "analyze", "-")).isEqualTo(1);
    assertThat(err)
        .isEqualToNormalizingNewlines("tcpunit: -: not read beyond byte 0: the file is empty\n");
    assertThat(run(new byte[0], "analyse")).isEqualTo(2);
    assertThat(err).startsWith("tcpunit: Unmatched argument at index 0: 'analyse'");
  }

  @Test
  void should_know_its_version() throws Exception {
    assertThat(run(new byte[0], "--version")).isZero();
    assertThat(out).matches("tcpunit \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  private int run(byte[] input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR));
    command.addAll(List.of(arguments));
    Program program = Program.run(folder, input, Map.of(), command);
    out = program.out();
    err = program.err();
    return program.status();
  }
}
