package dev.tcpunit.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution, unpacked, and its script. */
class DistributionIT {
  private static final String EXAMPLE_LINE =
      "192.0.2.1:53146 > 192.0.2.2:37731  159 ms    58   40,000        1       1  completed  clean";

  /** Where no cache can be written. */
  private static final Map<String, String> NO_CACHE = Map.of("XDG_CACHE_HOME", "/proc/nowhere");

  @TempDir Path folder;
  private Path home;
  private Path cache;
  private String out;
  private String err;

  private void unpackInto(String name) throws Exception {
    Path place = Files.createDirectory(folder.resolve(name));
    cache = folder.resolve("cache");
    String archive = System.getProperty("tcpunit.distribution");
    Process tar =
        new ProcessBuilder("tar", "xzf", archive, "-C", place.toString()).inheritIO().start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      home = unpacked.findFirst().orElseThrow();
    }
  }

  @Test
  void should_archive_the_classes_at_the_first_run_and_use_them_at_the_next() throws Exception {
    unpackInto("here");
    assertThat(run(Map.of(), "analyze", example())).as(err).isZero();
    assertThat(out).contains(EXAMPLE_LINE);
    List<Path> archives = archives();
    assertThat(archives).hasSize(1);

    Path loaded = folder.resolve("loaded");
    Map<String, String> listing = Map.of("TCPUNIT_OPTS", "-Xlog:class+load:file=" + loaded);
    assertThat(run(listing, "analyze", example())).as(err).isZero();

    assertThat(out).contains(EXAMPLE_LINE);
    assertThat(err).isEmpty();
    assertThat(archives()).isEqualTo(archives);
    assertThat(Files.readAllLines(loaded))
        .filteredOn(line -> line.contains(" dev.tcpunit.trace.Connection "))
        .singleElement()
        .asString()
        .contains("source: shared objects file");

    damage(archives.get(0));
    assertThat(run(Map.of(), "analyze", example())).as(err).isZero();
    assertThat(out).startsWith(example() + ": 115 packets").contains(EXAMPLE_LINE);

    Files.setLastModifiedTime(home.resolve("lib/tcpunit.jar"), FileTime.fromMillis(0));
    assertThat(run(Map.of(), "analyze", example())).as(err).isZero();
    assertThat(archives()).as("one for each jar").hasSize(2).containsAll(archives);
  }

  private static void damage(Path archive) throws IOException {
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(archive, "no archive");
  }

  @Test
  void should_work_without_a_word_where_nothing_can_be_kept() throws Exception {
    unpackInto("it's here");
    for (Map<String, String> environment : List.of(NO_CACHE, Map.of("XDG_CACHE_HOME", ""))) {
      assertThat(run(environment, "analyze", example())).as(err).isZero();
      assertThat(out).contains(EXAMPLE_LINE);
      assertThat(err).isEmpty();
    }
    assertThat(cache).doesNotExist();
  }

  @Test
  void should_start_through_a_symbolic_link_and_pass_on_the_status_and_the_arguments()
      throws Exception {
    unpackInto("it's here");
    Path link = Files.createSymbolicLink(folder.resolve("tcpunit"), home.resolve("bin/tcpunit"));
    assertThat(start(NO_CACHE, link, "analyze", "--assert", "hasNoRetransmissions", example()))
        .isEqualTo(3);
    assertThat(out).contains("VIOLATED");
    assertThat(start(NO_CACHE, link, "analyze", "no such file")).isEqualTo(1);
    assertThat(err).startsWith("tcpunit: no such file:");
  }

  @Test
  void should_say_what_to_do_without_a_java_that_fits() throws Exception {
    unpackInto("it's here");
    assertThat(run(Map.of("JAVA_HOME", folder.toString()), "analyze", example())).isEqualTo(1);
    assertThat(err)
        .isEqualTo(
            "tcpunit: there is no Java in JAVA_HOME, "
                + folder
                + ": let it name a JDK, 17 or later\n");

    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(run(Map.of("JAVA_HOME", folder.toString()), "analyze", example())).isEqualTo(1);
    assertThat(err)
        .isEqualTo("tcpunit: " + java + " is Java 11; 17 or later is needed: set JAVA_HOME\n");
  }

  private String example() {
    return home.resolve("example/upload.pcapng").toString();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("tcpunit"))) {
      return files.sorted().toList();
    }
  }

  private int run(Map<String, String> environment, String... arguments) throws Exception {
    return start(environment, home.resolve("bin/tcpunit"), arguments);
  }

  private int start(Map<String, String> environment, Path script, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>();
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("XDG_CACHE_HOME", cache.toString());
    all.putAll(environment);
    Program program = Program.run(folder, new byte[0], all, command);
    out = program.out();
    err = program.err();
    return program.status();
  }
}
